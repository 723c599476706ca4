package io.millrace.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
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

/** The sweep browser and the check page in a real browser; skipped where there is none. */
class SweepsAndCheckBrowserTest {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final By COUNTED = By.cssSelector(".sweep-view .note[role=status]");

  @TempDir private static Path folder;
  private static ConfigurableApplicationContext server;
  private static ChromeDriver browser;

  @BeforeAll
  static void openABrowser() {
    assumeTrue(Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER), "needs a browser");
    server = Application.start("--server.port=0", "--millrace.folder=" + folder);
    LoggingPreferences console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars");
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    File driver = DRIVER.toFile();
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver).build(), options);
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
  void aSweepIsThereIsFilteredAndARowIsOpened() {
    size(1280, 800);
    browser.get(address("sweeps"));
    waitFor(
            ExpectedConditions.elementToBeClickable(
                By.xpath("//tr[td[normalize-space()='all']]//a[contains(., 'Llama 3.1 70B')]")))
        .click();
    waitFor(ExpectedConditions.textToBePresentInElementLocated(COUNTED, "948 of 948 rows"));
    browser.get(browser.getCurrentUrl() + "?where.status=%3Dok&where.plan_tensor=2..4");
    waitFor(ExpectedConditions.numberOfElementsToBe(By.cssSelector(".chip"), 2));
    waitFor(
        ExpectedConditions.not(
            ExpectedConditions.textToBePresentInElementLocated(COUNTED, "948 of 948")));
    waitFor(
            ExpectedConditions.elementToBeClickable(
                By.xpath("//vaadin-grid-cell-content[contains(., 'dgx-a100')]")))
        .click();
    waitFor(ExpectedConditions.visibilityOfElementLocated(By.className("row-panel")));
    waitFor(ExpectedConditions.urlContains("point="));
    assertThat(browser.findElement(By.cssSelector(".row-panel pre")).getAttribute("textContent"))
        .contains("llama-3.1-70b");
    assertThat(complaints()).isEmpty();
    fitsInBothSchemes(By.cssSelector(".sweep-view millrace-chart canvas"));
  }

  @Test
  void theCheckShowsEveryCaseAndItsSource() {
    size(1280, 800);
    browser.get(address("check?by=device&case=sc21-1.7b-32-a100"));
    waitFor(
        ExpectedConditions.textToBePresentInElementLocated(
            By.cssSelector(".case-panel .source"), "Megatron-LM on GPU clusters"));
    waitFor(
        ExpectedConditions.textToBePresentInElementLocated(
            By.cssSelector(".check-view > .sentence"), "of 100 published runs"));
    assertThat(browser.findElement(By.className("error-table")).getText())
        .contains("nvidia-h100-sxm");
    assertThat(complaints()).isEmpty();
    fitsInBothSchemes(By.cssSelector(".check-view millrace-chart canvas"));
  }

  /** The page does not scroll sideways on a telephone, whatever the colours. */
  private static void fitsInBothSchemes(By drawing) {
    for (String scheme : List.of("light", "dark")) {
      browser.executeCdpCommand(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      size(390, 844);
      waitFor(ExpectedConditions.presenceOfElementLocated(drawing));
      waitFor(
          driver ->
              (Boolean)
                  browser.executeScript(
                      "const main = document.querySelector('main');"
                          + "return main.scrollWidth <= main.clientWidth"
                          + " && document.documentElement.scrollWidth <= innerWidth"));
    }
    assertThat(complaints()).isEmpty();
  }

  private static void size(int width, int height) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    browser.manage().window().setSize(new Dimension(Math.max(width, 500), height));
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
}
