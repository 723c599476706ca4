package io.millrace.ui.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.elementToBeClickable;
import static org.openqa.selenium.support.ui.ExpectedConditions.numberOfElementsToBe;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBe;
import static org.openqa.selenium.support.ui.ExpectedConditions.urlContains;

import io.millrace.ui.Application;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** A server that is killed, as {@code kill -9} or a power cut does it. */
class KilledServerBrowserTest {
  private static final By STATE = By.cssSelector(".run-panel .badge");

  @TempDir private Path folder;

  /** A server as a process of its own, and where it is. */
  private record Child(Process process, String address) implements AutoCloseable {
    @Override
    public void close() {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  @Test
  void aRunThatAKillInterruptedIsMarkedAndAskedAgain() throws IOException {
    try (Browser browser = Browser.open()) {
      try (Child server = start()) {
        browser.open(server.address(), By.className("sentence"));
        browser.write(By.cssSelector(".scenario-text textarea"), Slow.SCENARIO);
        browser.read(By.className("light"), "on 1,024 ×");
        browser.click(By.cssSelector(".verdict vaadin-button"));
        browser.waitFor(urlContains("/plan/"));
        browser.waitFor(textToBe(STATE, "running"));
        browser.driver().get("about:blank");
      }
      // What was open when the server died complains that it has gone.
      browser.complaints();

      try (Child server = start()) {
        browser.open(server.address() + "runs", By.cssSelector(".runs .badge.interrupted"));
        browser.waitFor(elementToBeClickable(By.cssSelector("[aria-label='Ask again: Large']")));
        browser.click(By.cssSelector("[aria-label='Ask again: Large']"));
        browser.waitFor(numberOfElementsToBe(By.cssSelector(".runs .badge.running"), 1));
        assertThat(browser.driver().findElements(By.cssSelector(".runs .badge.interrupted")))
            .hasSize(1);
        browser.click(By.cssSelector("[aria-label='Cancel: Large']"));
        browser.waitFor(numberOfElementsToBe(By.cssSelector(".runs .badge.cancelled"), 1));
        assertThat(browser.complaints()).isEmpty();
      }
    }
  }

  private Child start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                "--server.port=0",
                "--millrace.folder=" + folder.toAbsolutePath())
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("Millrace is at ")) {
        return new Child(process, line.split(" ")[3]);
      }
    }
    throw new IOException("the server did not start: " + said);
  }
}
