package io.millrace.ui.journey;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser of its own session, which listens to the console and to the network. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final int BAD_REQUEST = 400;

  /** Long enough for a busy machine; nothing waits longer than it has to. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * The page has loaded, no answer of the server is awaited, no colour is fading, and it is
   * painted.
   */
  private static final String SETTLED =
      """
      const done = arguments[0];
      const clients = Object.values(window.Vaadin?.Flow?.clients ?? {});
      const still = document.readyState === 'complete' && clients.length > 0
          && clients.every(it => !it.isActive?.())
          && document.getAnimations().every(it => !(it instanceof CSSTransition));
      requestAnimationFrame(() => requestAnimationFrame(() => done(still)));
      """;

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the test where there is no browser. */
  static Browser open() {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        () -> "needs " + CHROMIUM + " and " + DRIVER);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars");
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    Browser browser =
        new Browser(
            new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
                options));
    browser.size(1280, 800);
    return browser;
  }

  ChromeDriver driver() {
    return driver;
  }

  String address() {
    return String.valueOf(driver.getCurrentUrl());
  }

  void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** The colours that the visitor's system asks for, light or dark. */
  void scheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void open(String address, By content) {
    driver.get(address);
    see(content);
    settle();
  }

  void settle() {
    new WebDriverWait(driver, PATIENCE).until(_ -> driver.executeAsyncScript(SETTLED).equals(true));
  }

  <T> T waitFor(ExpectedCondition<T> what) {
    return new WebDriverWait(driver, PATIENCE).until((Function<WebDriver, T>) what);
  }

  WebElement see(By what) {
    return waitFor(ExpectedConditions.visibilityOfElementLocated(what));
  }

  void read(By where, String text) {
    waitFor(ExpectedConditions.textToBePresentInElementLocated(where, text));
  }

  String text(By where) {
    return see(where).getText();
  }

  /** Clicks what can be clicked; once more where the page replaced it at that moment. */
  void click(By what) {
    new WebDriverWait(driver, PATIENCE)
        .ignoring(StaleElementReferenceException.class, ElementClickInterceptedException.class)
        .until(
            _ -> {
              driver.findElement(what).click();
              return true;
            });
  }

  /** Writes into a field instead of what is there. */
  void write(By where, String text) {
    see(where).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
  }

  /** Where the files go that the visitor downloads. */
  void downloads(Path folder) {
    driver.executeCdpCommand(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", folder.toAbsolutePath().toString()));
  }

  /** What the visitor would paste. */
  String clipboard() {
    driver.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    return String.valueOf(
        driver.executeAsyncScript(
            "const done = arguments[0];"
                + "navigator.clipboard.readText().then(done, refused => done('' + refused));"));
  }

  boolean scrollsSideways() {
    return Boolean.TRUE.equals(
        driver.executeScript(
            "const main = document.querySelector('main') ?? document.documentElement;"
                + "return main.scrollWidth > main.clientWidth"
                + " || document.documentElement.scrollWidth > innerWidth"));
  }

  byte[] photograph() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /**
   * What went wrong since this was asked last: warnings and errors of the console, requests that
   * failed, and requests to anywhere but this machine.
   */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .forEach(entry -> complaints.add(entry.getMessage()));
    driver
        .manage()
        .logs()
        .get(LogType.PERFORMANCE)
        .forEach(
            entry -> {
              JsonNode event = JsonMapper.shared().readTree(entry.getMessage()).path("message");
              complaints.addAll(complaints(event));
            });
    return complaints;
  }

  private static List<String> complaints(JsonNode event) {
    JsonNode params = event.path("params");
    return switch (event.path("method").asString("")) {
      case "Network.requestWillBeSent" -> elsewhere(params.path("request").path("url"));
      case "Network.webSocketCreated" -> elsewhere(params.path("url"));
      case "Network.responseReceived" ->
          params.path("response").path("status").asInt(0) < BAD_REQUEST
              ? List.of()
              : List.of("refused: " + params.path("response").path("url"));
      // Who leaves a page has no use for what it was still asking.
      case "Network.loadingFailed" ->
          params.path("canceled").asBoolean(false) ? List.of() : List.of("failed: " + params);
      default -> List.of();
    };
  }

  private static List<String> elsewhere(JsonNode url) {
    String text = url.asString("");
    return text.matches("(https?|wss?)://(127\\.0\\.0\\.1|localhost)[:/].*")
            || text.matches("(data|blob|about):.*")
        ? List.of()
        : List.of("leaves this machine: " + text);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
