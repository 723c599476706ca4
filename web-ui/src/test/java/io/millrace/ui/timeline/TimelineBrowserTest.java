package io.millrace.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput;

/** The timeline in a real browser; skipped where there is none. */
class TimelineBrowserTest {
  private static final String ELEMENT = "document.querySelector('millrace-timeline')";

  @TempDir static Path folder;
  private static TimelineBrowser browser;

  @BeforeAll
  static void open() throws IOException {
    browser = TimelineBrowser.open(folder);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private static List<Double> range() {
    return ((List<?>) browser.ask(ELEMENT + ".range"))
        .stream().map(it -> ((Number) it).doubleValue()).toList();
  }

  private static double length() {
    return range().get(1) - range().get(0);
  }

  private static WebElement canvas() {
    return browser.find("millrace-timeline canvas");
  }

  @Test
  void wheelZoomsAtThePointerAndDraggingPans() {
    browser.show("few");
    double whole = length();

    browser
        .actions()
        .moveToElement(canvas())
        .scrollFromOrigin(WheelInput.ScrollOrigin.fromElement(canvas()), 0, -500)
        .perform();
    browser.waitFor(() -> length() < whole * 0.5);
    double from = range().getFirst();
    double zoomed = length();

    browser
        .actions()
        .moveToElement(canvas())
        .clickAndHold()
        .moveByOffset(-100, 0)
        .release()
        .perform();
    browser.waitFor(() -> range().getFirst() > from);
    assertThat(length()).isCloseTo(zoomed, within(1.0));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void keysZoomPanAndGoHome() {
    browser.show("few");
    double whole = length();

    canvas().sendKeys("+", "+", "w");
    assertThat(length()).isCloseTo(whole * 0.343, within(whole * 0.001));
    double from = range().getFirst();
    canvas().sendKeys(Keys.ARROW_RIGHT);
    assertThat(range().getFirst()).isGreaterThan(from);
    canvas().sendKeys("a");
    assertThat(range().getFirst()).isCloseTo(from, within(1.0));
    canvas().sendKeys(Keys.HOME);
    assertThat(length()).isEqualTo(whole);
  }

  @Test
  void whatIsInViewIsInTheAddress() {
    browser.show("few?unit=GB");
    canvas().sendKeys("+", "+");
    browser.waitFor(() -> browser.address().contains("from="));
    List<Double> shown = range();
    assertThat(browser.address()).contains("unit=GB", "to=");

    browser.open(browser.address());

    assertThat(range().get(0)).isCloseTo(shown.get(0), within(1e4));
    assertThat(range().get(1)).isCloseTo(shown.get(1), within(1e4));
  }

  @Test
  void aClickPicksASpanAndKeysGoOnFromIt() {
    browser.show("few");
    ((org.openqa.selenium.JavascriptExecutor) browser.driver())
        .executeScript(ELEMENT + ".view(0, 1e10)");
    // The first pass of the first stage: its lane is the one below the ruler.
    Actions click = browser.actions();
    int left = -canvas().getSize().width / 2 + 150;
    int up = -canvas().getSize().height / 2 + 30;
    click.moveToElement(canvas(), left, up).click().perform();
    browser.waitFor(() -> browser.find(".timeline-detail").getText().contains("F0"));
    assertThat(browser.find(".timeline-detail").getText())
        .contains("stage 0, compute", "1 ms", "Critical path");

    canvas().sendKeys(".", ".", ".");
    assertThat(browser.find(".timeline-detail").getText()).contains("B1", "slowed by 50 %");
    canvas().sendKeys(Keys.ARROW_DOWN);
    assertThat(browser.find(".timeline-detail").getText()).contains("stage 1");
    canvas().sendKeys(Keys.ESCAPE);
    assertThat(browser.find(".timeline-detail").isDisplayed()).isFalse();
  }

  @Test
  void theTableHasTheLongestSpansInViewAndPicksThem() {
    browser.show("few");
    browser.find(".timeline-longest summary").click();
    browser.waitFor(() -> browser.all(".timeline-table tbody tr").size() == 12);
    assertThat(browser.find(".timeline-table tbody tr").getText()).contains("1.5 ms");

    browser.find(".timeline-table tbody button").sendKeys(Keys.ENTER);

    browser.waitFor(() -> browser.find(".timeline-detail").isDisplayed());
    assertThat(canvas().getAttribute("aria-label")).contains("120 spans on 3 lanes", "idle for");
    assertThat(new AxeBuilder().include("main").analyze(browser.driver()).getViolations())
        .isEmpty();
  }

  @Test
  void textsAreNoHtmlAndSpansCanBeSaved() throws IOException {
    browser.show("few");
    browser.driver().findElement(By.xpath("//millrace-timeline//button[text()='CSV']")).click();
    Path file = folder.resolve("a-b-few-b.csv");
    browser.waitFor(() -> Files.exists(file));

    assertThat(Files.readString(file, StandardCharsets.UTF_8).lines()).hasSize(121);
    assertThat(browser.all("millrace-timeline b")).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void simulatedTrainingAndPostTrainingInBothSchemes() throws IOException {
    for (String which : List.of("training", "step")) {
      for (String scheme : List.of("light", "dark")) {
        browser.scheme(scheme);
        browser.show(which);
        browser.photograph("timeline-" + which + "-" + scheme);
      }
    }
    browser.scheme("light");
    browser.show("training");
    canvas().sendKeys("++++++++");
    browser.waitFor(() -> browser.address().contains("from="));
    browser.photograph("timeline-training-near");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void fitsANarrowPage() throws IOException {
    browser.size(new Dimension(500, 900));
    try {
      browser.show("training");
      browser.photograph("timeline-narrow");
      assertThat(browser.ask("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    } finally {
      browser.size(TimelineBrowser.USUAL);
    }
  }
}
