package io.millrace.ui.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.detail.DetailPage;
import io.millrace.ui.detail.TrainingPage;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunState;
import io.millrace.ui.runs.Visitor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Names that are scripts, kept in runs: every page shows them as texts. */
class StoredScriptBrowserTest {
  private static final String ATTACK =
      "\"><img src=x onerror=\"hacked=1\"><svg onload=hacked=1><script>hacked=1</script>";

  /** Elements that only the attack could have made, in every shadow too. */
  private static final String MADE =
      """
      const found = [];
      const look = root => {
        for (const each of root.querySelectorAll('*')) {
          if (each.getAttribute('src') === 'x' || each.hasAttribute('onerror')
              || each.hasAttribute('onload')
              || each.localName === 'script' && each.textContent.startsWith('hacked')) {
            found.push(each.outerHTML);
          }
          if (each.shadowRoot) {
            look(each.shadowRoot);
          }
        }
      };
      look(document);
      if (typeof hacked !== 'undefined') {
        found.push('a script ran');
      }
      return found;
      """;

  private static final String FIRST_POINT =
      """
      const [drawing] = arguments;
      drawing.scrollIntoView({block: 'center'});
      const chart = echarts.getInstanceByDom(drawing);
      const {series} = chart.getOption();
      const index = series.findIndex(it => it.type === 'scatter' && it.data.length > 0);
      const [x, y] = chart.convertToPixel({seriesIndex: index}, series[index].data[0].value);
      const {left, top} = drawing.getBoundingClientRect();
      return [Math.round(left + x), Math.round(top + y)];
      """;

  @RegisterExtension static final Dashboard DASHBOARD = new Dashboard();

  private static Server server;
  private static Browser browser;
  private static RunCentre centre;

  @BeforeAll
  static void open() {
    browser = DASHBOARD.browser();
    server = DASHBOARD.server();
    centre = server.all(RunCentre.class).getFirst();
  }

  @AfterEach
  void nothingRan() {
    assertThat(browser.driver().executeScript(MADE)).asList().isEmpty();
    assertThat(ExpectedConditions.alertIsPresent().apply(browser.driver())).isNull();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void theRunCentreShowsTheText() {
    keep(RunKind.PLANNING, "name: x\n", "{}");

    visit("runs", ".runs .badge");
  }

  @Test
  void aSearchWithItsChartsItsTableAndItsExportsShowsTheText() {
    Run run = planned();

    visit("plan/" + run.id(), ".plan-explorer millrace-chart canvas");
    WebElement drawing =
        browser.see(By.cssSelector(".plan-explorer millrace-chart .chart-drawing"));
    hover(drawing);
    browser.read(By.cssSelector(".chart-hint"), ATTACK);
    assertThat(browser.driver().executeScript(MADE)).asList().isEmpty();
    openTables();
    assertThat(svgs()).contains("&lt;img").doesNotContain("<img", "<script", "<svg onload");
  }

  @Test
  void plansSideBySideShowTheText() {
    Run run = planned();

    visit(
        "compare?plan=%s:0&plan=%s:1".formatted(run.id(), run.id()),
        ".compare-view millrace-chart canvas");
    openTables();
    assertThat(svgs()).doesNotContain("<img", "<script", "<svg onload");
  }

  @Test
  void whatIsWrongWithATextIsSaidAsText() {
    Run run =
        keep(
            RunKind.PLANNING,
            question("Wrong")
                .replace("llama-3.1-8b", quoted(ATTACK))
                .replace("bf16", quoted(ATTACK)),
            "{}");

    visit("plan/" + run.id(), ".scenario-editor");
  }

  @Test
  void everyPageOfASimulationShowsTheText() {
    Run run =
        centre.submit(Visitor.LOCAL.owner(), RunKind.SIMULATION, ATTACK, question(quoted(ATTACK)));
    finished(run);

    for (DetailPage page : server.all(DetailPage.class)) {
      if (page instanceof TrainingPage) {
        visit(
            "detail/%s?page=%s".formatted(run.id(), page.key()),
            ".detail-page[aria-label='" + page.title() + "'] .page");
        openTables();
        assertThat(browser.driver().executeScript(MADE)).asList().isEmpty();
      }
    }
  }

  @Test
  void aSweepShowsTheText() {
    String sweep =
        """
        format: sweep/1
        name: %s
        scenario: megatron-1.7b-32-a100
        axes:
          - {path: name, values: [%s, "=1+1"]}
          - {path: plan.recompute, values: [none, full]}
        """
            .formatted(quoted(ATTACK), quoted(ATTACK));
    Run run = centre.submit(Visitor.LOCAL.owner(), RunKind.SWEEP, ATTACK, sweep);
    JsonNode answer =
        JsonMapper.shared().readTree(finished(run).answer().orElseThrow(() -> failed(run)));

    visit("sweeps", ".sweeps-view table a");
    assertThat(browser.driver().executeScript(MADE)).asList().isEmpty();
    visit("sweeps/" + answer.path("sweep").asString(""), ".sweep-view vaadin-grid");
    openTables();
  }

  private static AssertionError failed(Run run) {
    return new AssertionError(centre.find(run.owner(), run.id()).orElseThrow().note());
  }

  /** Opens a page, which has the text of the attack somewhere. */
  private static void visit(String path, String content) {
    browser.open(server.address(path), By.cssSelector(content));
    browser.waitFor(
        ExpectedConditions.javaScriptThrowsNoExceptions(
            "if (!document.body.textContent.includes('onerror=')) { throw 'not yet'; }"));
  }

  private static void hover(WebElement drawing) {
    List<?> at = (List<?>) browser.driver().executeScript(FIRST_POINT, drawing);
    int x = ((Number) at.get(0)).intValue();
    int y = ((Number) at.get(1)).intValue();
    new Actions(browser.driver()).moveToLocation(x - 1, y).moveToLocation(x, y).perform();
  }

  private static void openTables() {
    browser
        .driver()
        .executeScript("document.querySelectorAll('details').forEach(it => { it.open = true; })");
    browser.settle();
  }

  /** What the charts of the page would save. */
  private static String svgs() {
    return String.valueOf(
        browser
            .driver()
            .executeScript(
                "return [...document.querySelectorAll('millrace-chart')]"
                    + ".map(it => it.svg()).join('\\n')"));
  }

  private static Run keep(RunKind kind, String question, String answer) {
    return centre.keep(Visitor.LOCAL.owner(), kind, ATTACK, question, answer);
  }

  /** The answer of the worked example, whose labels and reasons are the attack. */
  private static Run planned() {
    Run example = server.runs().getLast();
    JsonNode answer =
        JsonMapper.shared()
            .readTree(
                centre.find(example.owner(), example.id()).orElseThrow().answer().orElseThrow());
    for (JsonNode parent : answer.findParents("label")) {
      ((ObjectNode) parent).put("label", ATTACK + parent.path("label").asString(""));
    }
    return keep(RunKind.PLANNING, question(quoted(ATTACK)), answer.toString());
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }

  private static String question(String name) {
    return """
    version: 1
    name: %s
    cluster: {node: dgx-h100, devices: 8}
    model: llama-3.1-8b
    workload: {type: training, globalBatch: 8, sequence: 1024, precision: bf16}
    plan: {label: d1t8p1}
    """
        .formatted(name);
  }

  private static Run finished(Run run) {
    return new WebDriverWait(browser.driver(), Duration.ofSeconds(60))
        .until(
            _ ->
                centre
                    .find(run.owner(), run.id())
                    .filter(it -> it.state() != RunState.QUEUED && it.state() != RunState.RUNNING)
                    .orElse(null));
  }
}
