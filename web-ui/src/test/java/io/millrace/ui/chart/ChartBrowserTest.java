package io.millrace.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import io.millrace.ui.Application;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
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
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The charts in a real browser; skipped where there is none. */
class ChartBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int CHARTS = 5;

  /** Long enough for a busy machine; nothing waits longer than it has to. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  @TempDir static Path downloads;
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
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", downloads.toAbsolutePath().toString()));
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options);
    browser.manage().window().setSize(new Dimension(1280, 1500));
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

  @BeforeEach
  void openThePage() {
    scheme("light");
    browser.manage().logs().get(LogType.BROWSER);
    String port = server.getEnvironment().getRequiredProperty("local.server.port");
    browser.get("http://127.0.0.1:" + port + "/test/charts");
    waiting()
        .until(ExpectedConditions.numberOfElementsToBe(By.cssSelector(".chart-drawing canvas"), 5));
  }

  private static WebDriverWait waiting() {
    return new WebDriverWait(browser, PATIENCE);
  }

  private static void scheme(String scheme) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private static WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  private static Object ask(String script) {
    return browser.executeScript("return " + script);
  }

  private static String svg(int chart) {
    return String.valueOf(
        ask("document.querySelectorAll('millrace-chart')[%d].svg()".formatted(chart)));
  }

  private static void photograph(String name) throws IOException {
    Files.write(SCREENSHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
  }

  private static List<LogEntry> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .toList();
  }

  private static byte[] saved(String format, String name) throws IOException {
    browser.findElement(By.xpath("//*[@id='scatter']//button[text()='" + format + "']")).click();
    Path file = downloads.resolve(name);
    waiting().until(it -> Files.exists(file));
    return Files.readAllBytes(file);
  }

  @Test
  void drawsInTheColoursOfThePage() throws IOException {
    String light = svg(0);
    photograph("charts-light");
    scheme("dark");
    waiting().until(it -> !svg(0).equals(light));
    photograph("charts-dark");

    assertThat(light).contains("rgb(0, 114, 178)");
    assertThat(svg(0)).contains("rgb(86, 180, 233)").doesNotContain("rgb(0, 114, 178)");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void fitsANarrowPage() throws IOException {
    browser.manage().window().setSize(new Dimension(500, 900));
    try {
      waiting()
          .until(it -> Boolean.TRUE.equals(ask("document.querySelector('canvas').width < 480")));
      photograph("charts-narrow");
      assertThat(ask("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    } finally {
      browser.manage().window().setSize(new Dimension(1280, 1500));
    }
  }

  @Test
  void saysEveryDrawingInWordsAndInATable() {
    List<WebElement> drawings = browser.findElements(By.cssSelector(".chart-drawing[role=img]"));
    assertThat(drawings)
        .hasSize(CHARTS)
        .allSatisfy(it -> assertThat(it.getAttribute("aria-label")).isNotBlank());

    for (WebElement summary : browser.findElements(By.cssSelector(".chart-data summary"))) {
      // By script: a table that opens moves what is below it from under the pointer.
      browser.executeScript("arguments[0].click()", summary);
    }

    waiting()
        .until(ExpectedConditions.numberOfElementsToBe(By.cssSelector(".chart-table table"), 5));
    assertThat(browser.findElements(By.cssSelector("#scatter tbody tr"))).hasSize(63);
    assertThat(new AxeBuilder().include("main").analyze(browser).getViolations()).isEmpty();
  }

  @Test
  void choosesAPointInTheTable() {
    find("#scatter summary").click();
    waiting().until(it -> !browser.findElements(By.cssSelector("[data-id=p7]")).isEmpty());
    WebElement row = find("[data-id=p7]");
    browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", row);
    row.click();

    waiting().until(ExpectedConditions.textToBe(By.id("chosen"), "p7"));
    waiting().until(ExpectedConditions.attributeToBe(row, "aria-pressed", "true"));
    assertThat(svg(0)).contains(">plan 7<");
  }

  @Test
  void choosesAPointWithTheKeyboard() {
    WebElement drawing = find("#scatter .chart-drawing");
    drawing.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertThat(find("#scatter .chart-spoken").getAttribute("textContent")).contains("plan 1");
    drawing.sendKeys(Keys.ENTER);

    waiting().until(ExpectedConditions.textToBe(By.id("chosen"), "p1"));
  }

  @Test
  void showsWhatTheServerSelects() {
    find("#fast").click();

    waiting().until(it -> svg(0).contains(">fast<"));
    assertThat(find("#chosen").getText()).isEqualTo("none");
  }

  @Test
  void makesNoHtmlOfTexts() {
    find("#scatter summary").click();
    WebElement drawing = find("#scatter .chart-drawing");
    for (int row = 0; row < 61; row++) {
      drawing.sendKeys(Keys.ARROW_RIGHT);
    }
    drawing.sendKeys(Keys.ENTER);

    waiting().until(ExpectedConditions.textToBe(By.id("chosen"), "script"));
    waiting().until(it -> svg(0).contains("&lt;script&gt;"));
    assertThat(find("#scatter .chart-hint dd").getText()).isEqualTo(SampleCharts.SCRIPT);
    assertThat(browser.findElements(By.cssSelector("millrace-chart img, millrace-chart script")))
        .isEmpty();
    assertThat(ask("typeof hacked")).isEqualTo("undefined");
    assertThat(svg(0)).doesNotContain("<script", "<img");
  }

  private static Document wellFormed(String xml) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(xml, e);
    }
  }

  @Test
  void savesTheDrawingAndItsData() throws IOException {
    String csv = new String(saved("CSV", "plans-of-a-70b-model.csv"), StandardCharsets.UTF_8);
    String svg = new String(saved("SVG", "plans-of-a-70b-model.svg"), StandardCharsets.UTF_8);
    byte[] png = saved("PNG", "plans-of-a-70b-model.png");

    assertThat(csv.lines()).hasSize(64);
    assertThat(csv).startsWith("Plan,Group,iteration time (s),memory (GB),Why not\n");
    assertThat(csv.lines()).contains("lean,data only,9,30,");
    assertThat(wellFormed(svg).getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
  }
}
