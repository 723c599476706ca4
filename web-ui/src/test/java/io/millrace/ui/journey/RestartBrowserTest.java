package io.millrace.ui.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBe;
import static org.openqa.selenium.support.ui.ExpectedConditions.urlContains;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What was planned is there after a restart, whatever database keeps it. */
class RestartBrowserTest {
  private static final By SENTENCE = By.className("sentence");
  private static final By LIGHT = By.className("light");

  private static final String SMALL =
      """
      version: 1
      name: Small
      cluster: {node: dgx-a100, devices: 1}
      model: gpt-1.7b
      workload: {type: training, globalBatch: 2, sequence: 1024, precision: bf16}
      """;

  @TempDir private Path folder;

  @Test
  void theEmbeddedDatabaseKeepsARun() {
    editsPlansAndFindsItAgain();
  }

  @Test
  void aPostgreSqlKeepsARun() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      editsPlansAndFindsItAgain(
          "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"));
      assertThat(folder).isEmptyDirectory();
    }
  }

  private void editsPlansAndFindsItAgain(String... settings) {
    try (Browser browser = Browser.open()) {
      String path;
      String answer;
      try (Server server = Server.start(folder, settings)) {
        browser.open(server.address(""), SENTENCE);
        browser.write(By.cssSelector(".scenario-text textarea"), SMALL);
        browser.read(LIGHT, "on 1 ×");
        browser
            .see(By.cssSelector("vaadin-integer-field input"))
            .sendKeys(Keys.chord(Keys.CONTROL, "a"), "2", Keys.TAB);
        browser.read(LIGHT, "on 2 ×");
        browser.click(By.cssSelector(".verdict vaadin-button"));
        browser.waitFor(urlContains("/plan/"));
        browser.read(SENTENCE, "on 2 devices takes");
        answer = browser.text(SENTENCE);
        path = browser.address().substring(server.address("").length());
        // An open page would complain that its server has gone.
        browser.driver().get("about:blank");
      }
      try (Server server = Server.start(folder, settings)) {
        By link = By.cssSelector(".runs a[href='" + path + "']");
        browser.open(server.address("runs"), link);
        browser.click(link);
        browser.waitFor(textToBe(SENTENCE, answer));
        browser.read(LIGHT, "on 2 ×");
        assertThat(browser.complaints()).isEmpty();
      }
    }
  }
}
