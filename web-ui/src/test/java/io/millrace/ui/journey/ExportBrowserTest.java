package io.millrace.ui.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The files of a plan go home: read, copied and downloaded. */
class ExportBrowserTest {
  private static final By FILE = By.cssSelector(".offer pre");
  private static final By EXPORT =
      By.xpath("//vaadin-button[starts-with(normalize-space(), 'Export')]");

  @TempDir private Path downloads;
  @RegisterExtension static final Dashboard DASHBOARD = new Dashboard();

  private static Server server;
  private static Browser browser;

  @BeforeAll
  static void open() {
    browser = DASHBOARD.browser();
    server = DASHBOARD.server();
  }

  @Test
  void theFilesOfAPlanAreReadCopiedAndDownloaded() throws IOException {
    browser.downloads(downloads);
    browser.open(server.address(""), By.className("sentence"));
    browser.click(EXPORT);
    browser.click(tab("Launchers", "megatron-lm"));
    browser.click(tab("Files", "launch.sh"));
    browser.read(FILE, "torchrun");
    String shown = String.valueOf(browser.see(FILE).getDomProperty("textContent"));

    browser.click(By.xpath("//vaadin-button[starts-with(normalize-space(), 'Copy launch.sh')]"));
    browser.waitFor(_ -> browser.clipboard().equals(shown));

    browser.click(By.linkText("ZIP of these files"));
    assertThat(unpacked(downloaded("megatron-lm.zip"))).containsEntry("launch.sh", shown);

    browser.click(By.linkText("ZIP of all launchers"));
    assertThat(unpacked(downloaded("launchers.zip")))
        .containsEntry("megatron-lm/launch.sh", shown)
        .containsKey("plan.json");

    browser.click(By.linkText("plan.json"));
    assertThat(Files.readString(downloaded("plan.json"))).startsWith("{");
    assertThat(browser.complaints()).isEmpty();
  }

  private static By tab(String list, String label) {
    return By.xpath(
        "//vaadin-tabs[@aria-label='%s']/vaadin-tab[starts-with(normalize-space(), '%s')]"
            .formatted(list, label));
  }

  /** The file, once it is whole: the browser gives it its name at the end. */
  private Path downloaded(String ending) {
    return browser.waitFor(
        _ -> {
          try (Stream<Path> files = Files.list(downloads)) {
            return files.filter(it -> it.toString().endsWith(ending)).findAny().orElse(null);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Map<String, String> unpacked(Path file) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        texts.put(
            entry.getName(),
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}
