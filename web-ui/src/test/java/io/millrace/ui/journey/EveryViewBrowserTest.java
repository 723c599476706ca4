package io.millrace.ui.journey;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.millrace.ui.journey.Views.View;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for every view: it is whole, it fits, and everybody can use it. */
class EveryViewBrowserTest {
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  @RegisterExtension static final Dashboard DASHBOARD = new Dashboard();

  private static Server server;
  private static Browser browser;

  @BeforeAll
  static void open() {
    browser = DASHBOARD.browser();
    server = DASHBOARD.server();
  }

  @TestFactory
  Stream<DynamicTest> opensFitsAndIsAccessibleInLightAndDark() {
    return Views.of(server).stream()
        .map(view -> DynamicTest.dynamicTest(view.name(), () -> check(view)));
  }

  private static void check(View view) {
    browser.size(1280, 720);
    browser.scheme("light");
    browser.open(server.address(view.path()), view.content());
    SoftAssertions.assertSoftly(
        softly -> {
          softly.assertThat(browser.scrollsSideways()).as("sideways at 1280x720").isFalse();
          softly.assertThat(grave()).as("light").isEmpty();

          browser.scheme("dark");
          browser.settle();
          softly.assertThat(grave()).as("dark").isEmpty();

          browser.size(390, 844);
          browser.settle();
          softly.assertThat(browser.scrollsSideways()).as("sideways at 390x844").isFalse();
          softly.assertThat(browser.complaints()).isEmpty();
        });
  }

  private static List<String> grave() {
    return new AxeBuilder()
        .analyze(browser.driver()).getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .map(EveryViewBrowserTest::words)
            .toList();
  }

  private static String words(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + rule.getNodes().stream().limit(3).map(it -> "\n  " + it.getHtml()).toList();
  }
}
