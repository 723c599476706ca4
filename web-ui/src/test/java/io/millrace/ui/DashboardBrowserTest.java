package io.millrace.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.context.ConfigurableApplicationContext;

/** The dashboard in a real browser; skipped where there is none. */
class DashboardBrowserTest {

  private static final List<Path> BROWSERS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
  private static final List<Path> DRIVERS =
      List.of(Path.of("/usr/bin/chromedriver"), Path.of("/usr/local/bin/chromedriver"));

  /** Long enough for a busy machine; nothing waits longer than it has to. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static ConfigurableApplicationContext server;
  private static ChromeDriver browser;

  @BeforeAll
  static void openABrowser() {
    Optional<Path> chromium = first(BROWSERS);
    Optional<Path> driver = first(DRIVERS);
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        () -> "needs a browser and its driver: one of " + BROWSERS + ", one of " + DRIVERS);
    server = Application.start("--server.port=0");
    LoggingPreferences console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow().toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars");
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    File executable = driver.orElseThrow().toFile();
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(executable).build(), options);
    browser.manage().window().setSize(new Dimension(1280, 800));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void simulatesTheLibraryAndOpensAScenario() {
    browser.get(address(""));
    waitFor(ExpectedConditions.textToBe(By.className("status"), "43 scenarios"));

    WebElement filter = browser.findElement(By.cssSelector("vaadin-text-field input"));
    filter.sendKeys("3,072 megatron");
    waitFor(ExpectedConditions.textToBe(By.className("status"), "1 of 43"));

    cell("GPT 1T on 3,072 A100").click();
    waitFor(ExpectedConditions.visibilityOfElementLocated(By.className("detail")));
    assertThat(browser.findElement(By.cssSelector(".detail h2")).getText())
        .isEqualTo("GPT 1T on 3,072 A100, Megatron-LM 2021");
    assertThat(browser.getCurrentUrl()).endsWith("/scenarios/megatron-1t-3072-a100");

    browser.findElement(By.cssSelector(".detail vaadin-button")).click();
    waitFor(ExpectedConditions.invisibilityOfElementLocated(By.className("detail")));
    assertThat(browser.getCurrentUrl()).isEqualTo(address(""));
    assertThat(complaints()).isEmpty();
  }

  @Test
  void opensTheScenarioOfAnAddress() {
    browser.get(address("scenarios/gpt-22b-full-recompute-8-a100"));

    waitFor(ExpectedConditions.textToBe(By.cssSelector(".detail .bar-part + .bar-part"), ""));
    assertThat(browser.findElement(By.className("detail")).getText())
        .contains("GPT 22B on 8 A100, full recomputation", "Where the time goes");
  }

  private static WebElement cell(String text) {
    return waitFor(
        ExpectedConditions.elementToBeClickable(
            By.xpath("//vaadin-grid-cell-content[contains(., '" + text + "')]")));
  }

  private static <T> T waitFor(ExpectedCondition<T> what) {
    return new WebDriverWait(browser, PATIENCE).until(what);
  }

  private static List<LogEntry> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .toList();
  }

  private static String address(String path) {
    String port = server.getEnvironment().getRequiredProperty("local.server.port");
    return "http://127.0.0.1:" + port + "/" + path;
  }

  private static Optional<Path> first(List<Path> candidates) {
    return candidates.stream().filter(Files::isExecutable).findFirst();
  }
}
