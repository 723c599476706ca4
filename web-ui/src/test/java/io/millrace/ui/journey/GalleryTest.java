package io.millrace.ui.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.journey.Views.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of the gallery, where somebody asks for them. */
class GalleryTest {
  private static final Path GALLERY = Path.of("..", "docs", "gallery");
  private static final int LARGEST = 300_000;

  @Test
  @EnabledIfSystemProperty(named = "millrace.renew", matches = "true")
  void photographsEveryView(@TempDir Path folder) throws IOException {
    Files.createDirectories(GALLERY);
    try (Browser browser = Browser.open();
        Server server = Server.start(folder)) {
      for (View view : Views.of(server)) {
        browser.scheme("light");
        browser.open(server.address(view.path()), view.content());
        keep(view.name(), browser.photograph());
      }
      View plan = Views.of(server).getFirst();
      browser.scheme("dark");
      browser.open(server.address(plan.path()), plan.content());
      keep(plan.name() + "-dark", browser.photograph());
    }
  }

  private static void keep(String name, byte[] picture) throws IOException {
    assertThat(picture).as(name).hasSizeLessThan(LARGEST);
    Files.write(GALLERY.resolve(name + ".png"), picture);
  }
}
