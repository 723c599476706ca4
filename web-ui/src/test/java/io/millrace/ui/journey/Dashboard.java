package io.millrace.ui.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** A server with nothing but its worked example, and a browser, for all tests of a class. */
final class Dashboard implements BeforeAllCallback, AfterAllCallback {
  private @Nullable Path folder;
  private @Nullable Server server;
  private @Nullable Browser browser;

  /** The browser comes first: where there is none, the class is skipped and needs no server. */
  @Override
  public void beforeAll(ExtensionContext tests) throws IOException {
    browser = Browser.open();
    folder = Files.createTempDirectory("dashboard");
    server = Server.start(folder);
  }

  Server server() {
    return there(server);
  }

  Browser browser() {
    return there(browser);
  }

  private static <T> T there(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the dashboard is not open");
    }
    return part;
  }

  @Override
  public void afterAll(ExtensionContext tests) throws IOException {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
    FileSystemUtils.deleteRecursively(folder);
  }
}
