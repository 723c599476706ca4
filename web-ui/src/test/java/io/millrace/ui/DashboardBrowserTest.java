package io.millrace.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.context.ConfigurableApplicationContext;

/** The dashboard in a real browser; skipped where there is none. */
class DashboardBrowserTest {

  private static final List<Path> BROWSERS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
  private static final List<Path> DRIVERS =
      List.of(Path.of("/usr/bin/chromedriver"), Path.of("/usr/local/bin/chromedriver"));

  private static final By RUN_STATE = By.cssSelector(".run-panel .badge");
  private static final By SENTENCE = By.className("sentence");

  private static final String SMALL =
      """
      version: 1
      name: Small
      cluster: {node: dgx-a100, devices: 1}
      model: gpt-1.7b
      workload: {type: training, globalBatch: 2, sequence: 1024, precision: bf16}
      """;

  /** Long enough for a busy machine; nothing waits longer than it has to. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir private static Path folder;
  private static ConfigurableApplicationContext server;
  private static ChromeDriver browser;

  @BeforeAll
  static void openABrowser() {
    Optional<Path> chromium = first(BROWSERS);
    Optional<Path> driver = first(DRIVERS);
    assumeTrue(
        chromium.isPresent() && driver.isPresent(),
        () -> "needs a browser and its driver: one of " + BROWSERS + ", one of " + DRIVERS);
    startTheServer();
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

  private static void startTheServer() {
    server = Application.start("--server.port=0", "--millrace.folder=" + folder);
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
    browser.get(address("scenarios"));
    waitFor(ExpectedConditions.textToBe(By.className("status"), "43 scenarios"));

    WebElement filter = browser.findElement(By.cssSelector(".library vaadin-text-field input"));
    filter.sendKeys("3,072 megatron");
    waitFor(ExpectedConditions.textToBe(By.className("status"), "1 of 43"));

    cell("GPT 1T on 3,072 A100").click();
    waitFor(ExpectedConditions.visibilityOfElementLocated(By.className("detail")));
    assertThat(browser.findElement(By.cssSelector(".detail h2")).getText())
        .isEqualTo("GPT 1T on 3,072 A100, Megatron-LM 2021");
    assertThat(browser.getCurrentUrl()).endsWith("/scenarios/megatron-1t-3072-a100");

    browser.findElement(By.cssSelector(".detail vaadin-button")).click();
    waitFor(ExpectedConditions.invisibilityOfElementLocated(By.className("detail")));
    assertThat(browser.getCurrentUrl()).isEqualTo(address("scenarios"));
    assertThat(complaints()).isEmpty();
  }

  @Test
  void opensTheScenarioOfAnAddress() {
    browser.get(address("scenarios/gpt-22b-full-recompute-8-a100"));

    waitFor(ExpectedConditions.textToBe(By.cssSelector(".detail .bar-part + .bar-part"), ""));
    assertThat(browser.findElement(By.className("detail")).getText())
        .contains("GPT 22B on 8 A100, full recomputation", "Where the time goes");
  }

  @Test
  void plansAnEditedScenarioAndFindsItAgainAfterARestart() {
    browser.get(address(""));
    waitFor(ExpectedConditions.textToBe(RUN_STATE, "done"));
    String example = browser.findElement(SENTENCE).getText();
    assertThat(example).contains("on 8 devices takes");

    WebElement text = browser.findElement(By.cssSelector(".scenario-text textarea"));
    text.sendKeys(Keys.chord(Keys.CONTROL, "a"), SMALL.replace("gpt-1.7b", "gpt-1.8b"));
    waitFor(ExpectedConditions.textToBePresentInElementLocated(By.className("issues"), "gpt-1.8b"));
    text.sendKeys(Keys.chord(Keys.CONTROL, "a"), SMALL);
    waitFor(ExpectedConditions.textToBePresentInElementLocated(By.className("light"), "on 1 ×"));
    browser
        .findElement(By.cssSelector("vaadin-integer-field input"))
        .sendKeys(Keys.chord(Keys.CONTROL, "a"), "2", Keys.TAB);
    waitFor(ExpectedConditions.textToBePresentInElementLocated(By.className("light"), "on 2 ×"));
    browser.findElement(By.cssSelector(".verdict vaadin-button")).click();
    waitFor(ExpectedConditions.urlContains("/plan/"));
    waitFor(ExpectedConditions.textToBePresentInElementLocated(SENTENCE, "on 2 devices takes"));
    String answer = browser.findElement(SENTENCE).getText();
    assertThat(browser.findElement(By.className("memory")).getText()).contains("Stage 0");

    browser.findElement(By.xpath("//vaadin-side-nav-item[normalize-space()='Runs']")).click();
    waitFor(ExpectedConditions.numberOfElementsToBe(By.cssSelector(".runs .badge.done"), 2));
    assertThat(complaints()).isEmpty();

    server.close();
    startTheServer();
    browser.get(address("runs"));
    // What was open when the server ended complains that it has gone.
    complaints();
    waitFor(ExpectedConditions.numberOfElementsToBe(By.cssSelector(".runs .badge.done"), 2));
    browser.findElement(By.cssSelector(".runs a")).click();
    waitFor(ExpectedConditions.textToBe(SENTENCE, answer));
    assertThat(browser.findElement(By.className("light")).getText()).contains("on 2 ×");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void darkIsRemembered() {
    browser.get(address("runs"));
    // The middle of the whole lies between its label and its field.
    By field = By.cssSelector(".drawer-footer vaadin-select vaadin-select-value-button");
    waitFor(ExpectedConditions.elementToBeClickable(field)).click();
    waitFor(
            ExpectedConditions.elementToBeClickable(
                By.xpath("//vaadin-select-item[normalize-space()='Dark']")))
        .click();
    waitFor(DashboardBrowserTest::isDark);

    browser.get(address(""));

    waitFor(DashboardBrowserTest::isDark);
    browser.executeScript("localStorage.clear()");
  }

  private static boolean isDark(WebDriver driver) {
    return driver.findElement(By.tagName("html")).getCssValue("color-scheme").equals("dark");
  }

  private static WebElement cell(String text) {
    return waitFor(
        ExpectedConditions.elementToBeClickable(
            By.xpath("//vaadin-grid-cell-content[contains(., '" + text + "')]")));
  }

  private static <T> T waitFor(Function<? super WebDriver, T> what) {
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
