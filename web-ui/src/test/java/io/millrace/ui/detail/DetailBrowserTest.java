package io.millrace.ui.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.ui.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The pages of the example simulation in a real browser; skipped where there is none. */
class DetailBrowserTest {
  /** Pages that look inside the iteration by themselves. */
  private static final List<String> PROFILED = List.of("topology", "roofline");

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** Long enough for a busy machine; nothing waits longer than it has to. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir static Path folder;
  private static ConfigurableApplicationContext server;
  private static ChromeDriver browser;

  @BeforeAll
  static void openABrowser() throws IOException {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        () -> "needs " + CHROMIUM + " and " + DRIVER);
    server =
        SpringApplication.run(
            Application.class, "--server.port=0", "--millrace.folder=" + folder.toAbsolutePath());
    LoggingPreferences console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars");
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options);
    Files.createDirectories(SCREENSHOTS);
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

  @ParameterizedTest
  @CsvSource({"light,1280,900", "dark,1280,900", "light,390,844"})
  void everyPageOpensWithoutComplaint(String scheme, int width, int height) throws IOException {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    browser.manage().window().setSize(new Dimension(width, height));
    browser.manage().logs().get(LogType.BROWSER);
    for (DetailPage page : server.getBeanProvider(DetailPage.class).orderedStream().toList()) {
      if (!(page instanceof TrainingPage)) {
        continue;
      }
      browser.get(address("detail?page=" + page.key()));
      By content = By.cssSelector(".detail-page[aria-label='" + page.title() + "'] .page");
      waitFor(ExpectedConditions.visibilityOfElementLocated(content));
      if (!browser.findElements(By.cssSelector(".on-demand > vaadin-button")).isEmpty()
          && !PROFILED.contains(page.key())
          && !page.key().equals("cost")) {
        browser.findElement(By.cssSelector(".on-demand > vaadin-button")).click();
        waitFor(
            ExpectedConditions.visibilityOfElementLocated(
                By.cssSelector(".on-demand millrace-chart canvas")));
      }
      if (PROFILED.contains(page.key())) {
        waitFor(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".on-demand table")));
      }
      Files.write(
          SCREENSHOTS.resolve("detail-%s-%s-%d.png".formatted(page.key(), scheme, width)),
          browser.getScreenshotAs(OutputType.BYTES));
      assertThat(sideways()).as(page.key()).isFalse();
    }

    assertThat(complaints()).isEmpty();
  }

  @Test
  void aTabIsInTheAddress() {
    browser.manage().window().setSize(new Dimension(1280, 900));
    browser.get(address("detail"));
    waitFor(ExpectedConditions.elementToBeClickable(By.xpath("//vaadin-tab[.='Memory']"))).click();

    waitFor(ExpectedConditions.urlMatches("/detail/[0-9a-f-]{36}\\?page=memory$"));
    String shared = browser.getCurrentUrl();
    browser.get(shared);

    waitFor(
        ExpectedConditions.visibilityOfElementLocated(
            By.cssSelector(".detail-page[aria-label='Memory'] canvas")));
  }

  private static boolean sideways() {
    return Boolean.TRUE.equals(
        browser.executeScript(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
  }

  private static List<LogEntry> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .toList();
  }

  private static <T> T waitFor(Function<? super WebDriver, T> what) {
    return new WebDriverWait(browser, PATIENCE).until(what);
  }

  private static String address(String path) {
    String port = server.getEnvironment().getRequiredProperty("local.server.port");
    return "http://127.0.0.1:" + port + "/" + path;
  }
}
