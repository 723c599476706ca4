package io.millrace.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Parsed;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/plans.md names is there, so that its commands run. */
class PlansPageTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern SCENARIO =
      Pattern.compile("(?:scenarios/library|docs/plans)/[^ `)]+\\.yaml");
  private static final Pattern LABEL = Pattern.compile("\\bd\\d+t\\d+p\\d+[a-z0-9]*");

  static Stream<String> scenarios() throws IOException {
    return named(SCENARIO);
  }

  static Stream<String> labels() throws IOException {
    return named(LABEL);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void namesScenariosThatReadAndHaveAPlan(String file) {
    Parsed<Scenario> read = ScenarioReader.bundled().read(CHECKOUT.resolve(file));

    assertThat(read.issues()).isEmpty();
    assertThat(read.orThrow().plan()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("labels")
  void namesPlansByLabelsThatParse(String label) {
    assertThat(ParallelStrategy.parse(label).label()).isEqualTo(label);
  }

  @Test
  void namesEveryScenarioBesideIt() throws IOException {
    try (Stream<Path> files = Files.list(CHECKOUT.resolve("docs/plans"))) {
      assertThat(scenarios())
          .containsAll(files.map(it -> "docs/plans/" + it.getFileName()).toList());
    }
  }

  private static Stream<String> named(Pattern pattern) throws IOException {
    String page = Files.readString(CHECKOUT.resolve("docs/plans.md"));
    return pattern.matcher(page).results().map(MatchResult::group).distinct();
  }
}
