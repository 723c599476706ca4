package io.millrace.ui.timeline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.ui.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A browser, and a server with {@link TimelinesPage}. */
final class TimelineBrowser implements AutoCloseable {
  static final Dimension USUAL = new Dimension(1280, 900);

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ConfigurableApplicationContext server;
  private final ChromeDriver driver;

  private TimelineBrowser(ConfigurableApplicationContext server, ChromeDriver driver) {
    this.server = server;
    this.driver = driver;
  }

  /** Opens both, with a folder for data and downloads. */
  static TimelineBrowser open(Path folder) throws IOException {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        () -> "needs " + CHROMIUM + " and " + DRIVER);
    LoggingPreferences console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars");
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", folder.toAbsolutePath().toString()));
    Files.createDirectories(SCREENSHOTS);
    ConfigurableApplicationContext server =
        SpringApplication.run(
            Application.class,
            "--server.port=0",
            "--millrace.folder=" + folder.resolve("data").toAbsolutePath());
    TimelineBrowser browser =
        new TimelineBrowser(
            server,
            new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
                options));
    browser.size(USUAL);
    return browser;
  }

  ChromeDriver driver() {
    return driver;
  }

  void size(Dimension size) {
    driver.manage().window().setSize(size);
  }

  /** Opens the page of a timeline, and waits until it is painted. */
  void show(String which) {
    String port = server.getEnvironment().getRequiredProperty("local.server.port");
    open("http://127.0.0.1:" + port + "/test/timeline/" + which);
  }

  void open(String address) {
    driver.manage().logs().get(LogType.BROWSER);
    driver.get(address);
    waitFor(
        () -> {
          List<WebElement> canvas = all("millrace-timeline canvas");
          return !canvas.isEmpty() && canvas.getFirst().getAttribute("aria-label") != null;
        });
  }

  String address() {
    return String.valueOf(driver.getCurrentUrl());
  }

  Actions actions() {
    return new Actions(driver);
  }

  Object ask(String expression) {
    return driver.executeScript("return " + expression);
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  void waitFor(BooleanSupplier condition) {
    new WebDriverWait(driver, PATIENCE).until(_ -> condition.getAsBoolean());
  }

  void scheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void photograph(String name) throws IOException {
    Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  List<LogEntry> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
    server.close();
  }
}
