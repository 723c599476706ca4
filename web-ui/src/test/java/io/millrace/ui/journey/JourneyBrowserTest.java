package io.millrace.ui.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openqa.selenium.support.ui.ExpectedConditions.numberOfElementsToBe;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBe;
import static org.openqa.selenium.support.ui.ExpectedConditions.urlContains;
import static org.openqa.selenium.support.ui.ExpectedConditions.urlMatches;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

/** What people come for, from the first page to the last. */
class JourneyBrowserTest {
  private static final By STATE = By.cssSelector(".run-panel .badge");
  private static final By SENTENCE = By.className("sentence");
  private static final By TEXT = By.cssSelector(".scenario-text textarea");
  private static final By PLAN = By.cssSelector(".verdict vaadin-button");
  private static final By LIGHT = By.className("light");

  @RegisterExtension static final Dashboard DASHBOARD = new Dashboard();

  private static Server server;
  private static Browser browser;

  @BeforeAll
  static void open() {
    browser = DASHBOARD.browser();
    server = DASHBOARD.server();
  }

  @BeforeEach
  void startsOnTheFirstPage() {
    browser.open(server.address(""), SENTENCE);
  }

  @AfterEach
  void nothingComplained() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theWorkedExampleIsThereAtOnce() {
    browser.waitFor(textToBe(STATE, "done"));

    assertThat(browser.text(SENTENCE)).contains("on 8 devices takes");
    browser.see(By.cssSelector(".plan-explorer millrace-chart canvas"));
    browser.see(By.xpath("//vaadin-grid-cell-content[contains(., 'devices, ')]"));
  }

  @Test
  void aSearchShowsHowFarItIsAndIsCancelled() {
    browser.write(TEXT, Slow.SCENARIO);
    browser.read(LIGHT, "on 1,024 ×");
    browser.click(PLAN);
    browser.waitFor(textToBe(STATE, "running"));
    browser.read(By.cssSelector(".search-progress"), "Decided");

    browser.click(By.xpath("//vaadin-button[normalize-space()='Cancel']"));

    browser.waitFor(textToBe(STATE, "cancelled"));
    browser.read(By.className("run-note"), "cancelled");
  }

  @Test
  void twoPlansAreTickedAndComparedAndTheLinkIsShared() {
    browser.click(By.xpath("(//vaadin-grid[@aria-label='Plans']//vaadin-checkbox)[1]"));
    browser.click(By.xpath("(//vaadin-grid[@aria-label='Plans']//vaadin-checkbox)[2]"));
    browser.click(By.xpath("//vaadin-button[starts-with(normalize-space(), 'Compare 2')]"));
    browser.waitFor(urlContains("compare?plan="));
    browser.see(By.cssSelector(".compare-view millrace-chart canvas"));
    String here = browser.text(By.cssSelector(".compare-view .compared"));

    try (Browser other = Browser.open()) {
      other.open(browser.address(), By.cssSelector(".compare-view millrace-chart canvas"));
      assertThat(other.text(By.cssSelector(".compare-view .compared"))).isEqualTo(here);
      assertThat(other.complaints()).isEmpty();
    }
  }

  @Test
  void aSharedLinkOpensTheSameSelection() {
    String first = browser.text(By.cssSelector(".plan-detail h3"));
    browser.click(
        By.xpath(
            "(//vaadin-grid[@aria-label='Plans']//vaadin-grid-cell-content"
                + "[contains(., 'devices, ')])[2]"));
    browser.waitFor(urlMatches("/plan/[0-9a-f-]{36}\\?plan=\\d+$"));
    browser.settle();
    String chosen = browser.text(By.cssSelector(".plan-detail h3"));
    assertThat(chosen).isNotEqualTo(first);

    try (Browser other = Browser.open()) {
      other.open(browser.address(), By.cssSelector(".plan-detail h3"));
      assertThat(other.text(By.cssSelector(".plan-detail h3"))).isEqualTo(chosen);
      assertThat(other.complaints()).isEmpty();
    }
  }

  @Test
  void aPlanIsOpenedInDetailAndItsTabsAreWalked() {
    browser.click(By.xpath("//vaadin-button[starts-with(normalize-space(), 'Open in detail')]"));
    browser.waitFor(urlContains("/detail/"));
    browser.see(By.cssSelector(".detail-page .page"));
    int tabs = browser.driver().findElements(By.tagName("vaadin-tab")).size();
    assertThat(tabs).isGreaterThan(4);
    for (int tab = tabs; tab >= 1; tab--) {
      By which = By.xpath("(//vaadin-tab)[" + tab + "]");
      String title = browser.text(which);
      browser.click(which);
      browser.see(By.cssSelector(".detail-page[aria-label='" + title + "'] > *"));
      browser.settle();
    }
  }

  @Test
  void aSweepIsFilteredAndARowOpened() {
    go("Sweeps");
    browser.click(By.xpath("//tr[td[normalize-space()='all']]//a[contains(., 'Llama 3.1 70B')]"));
    By counted = By.cssSelector(".sweep-view .note[role=status]");
    browser.read(counted, "948 of 948 rows");
    browser.open(browser.address() + "?where.status=%3Dok&where.plan_tensor=2..4", counted);
    browser.waitFor(numberOfElementsToBe(By.cssSelector(".chip"), 2));
    browser.click(By.xpath("//vaadin-grid-cell-content[contains(., 'dgx-a100')]"));
    browser.see(By.className("row-panel"));
    browser.waitFor(urlContains("point="));
  }

  @Test
  void checkRunsAndLibraryAreOneClickAway() {
    go("Check");
    browser.see(By.cssSelector(".check-view millrace-chart canvas"));
    go("Runs");
    browser.see(By.cssSelector(".runs .badge.done"));
    go("Library");
    browser.see(By.cssSelector(".library vaadin-grid-cell-content"));
  }

  @Test
  void darkIsRemembered() {
    browser.click(By.cssSelector(".drawer-footer vaadin-select vaadin-select-value-button"));
    browser.click(By.xpath("//vaadin-select-item[normalize-space()='Dark']"));
    browser.waitFor(_ -> dark());

    browser.open(server.address("runs"), By.cssSelector(".runs .badge"));

    browser.waitFor(_ -> dark());
    browser.driver().executeScript("localStorage.clear()");
  }

  private static boolean dark() {
    return "dark"
        .equals(browser.driver().findElement(By.tagName("html")).getCssValue("color-scheme"));
  }

  private static void go(String view) {
    browser.click(By.xpath("//vaadin-side-nav-item[normalize-space()='" + view + "']"));
  }
}
