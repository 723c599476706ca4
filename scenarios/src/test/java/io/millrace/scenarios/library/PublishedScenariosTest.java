package io.millrace.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.millrace.model.scenario.Measured;
import io.millrace.model.scenario.Scenario;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every scenario that comes with the project. */
class PublishedScenariosTest {

  /** Its paper has the layout and no throughput. */
  private static final Set<String> WITHOUT_FIGURES = Set.of("pangu-alpha-200b-2048-ascend-910");

  private static final Pattern COMPARED = Pattern.compile("Compare ([a-z0-9.-]+?)\\.(?: |$)");

  private static final ScenarioLibrary LIBRARY = ScenarioLibrary.open(Optional.empty());

  static Stream<String> ids() {
    return LIBRARY.entries().stream().map(LibraryEntry::id);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void readsWithoutAnIssue(String id) {
    assertThat(LIBRARY.read(id).issues()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void hasAPlan(String id) {
    assertThat(scenario(id).plan()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void hasItsResultBesideIt(String id) {
    Measured published = scenario(id).published().orElseThrow();

    assertThat(published.source()).isNotBlank();
    assertThat(
            published.iterationSeconds().isPresent()
                || published.tokensPerSecond().isPresent()
                || published.modelTflopsPerDevice().isPresent()
                || published.hardwareTflopsPerDevice().isPresent())
        .isNotEqualTo(WITHOUT_FIGURES.contains(id));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void saysWhatItShows(String id) {
    assertThat(LIBRARY.find(id).orElseThrow().summary()).hasSizeBetween(40, 240).endsWith(".");
  }

  @Test
  void compareWithScenariosThatExist() {
    Stream<String> compared =
        LIBRARY.entries().stream()
            .flatMap(it -> COMPARED.matcher(it.summary()).results())
            .map(match -> match.group(1));

    assertThat(compared).isNotEmpty().isSubsetOf(ids().toList());
  }

  @ParameterizedTest
  @MethodSource("withTimeAndThroughput")
  void publishesAThroughputThatAgreesWithItsTime(String id) {
    Scenario scenario = scenario(id);
    Measured published = scenario.published().orElseThrow();
    double tokens = scenario.workload().tokens() / published.iterationSeconds().orElseThrow();
    double perDevice = tokens / scenario.cluster().devices();

    assertThat(published.tokensPerSecond().orElse(tokens)).isCloseTo(tokens, withinPercentage(1));
    assertThat(published.tokensPerSecondPerDevice().orElse(perDevice))
        .isCloseTo(perDevice, withinPercentage(1));
  }

  static Stream<String> withTimeAndThroughput() {
    return ids()
        .filter(
            id -> {
              Measured published = scenario(id).published().orElseThrow();
              return published.iterationSeconds().isPresent()
                  && (published.tokensPerSecond().isPresent()
                      || published.tokensPerSecondPerDevice().isPresent());
            });
  }

  /** Equation 3 of arXiv 2104.04473, by which its times were derived. */
  @ParameterizedTest
  @MethodSource("derivedByEquationThree")
  void derivesTheTimeOfMegatronLmFromItsFlopRate(String id) {
    Scenario scenario = scenario(id);
    Measured published = scenario.published().orElseThrow();
    double layers = scenario.model().layerCount();
    double hidden = scenario.model().hidden();
    double sequence = scenario.workload().sequence();
    double flops =
        96
            * scenario.workload().tokens()
            * layers
            * hidden
            * hidden
            * (1 + sequence / (6 * hidden) + 51_200 / (16 * layers * hidden));
    double rate =
        published.hardwareTflopsPerDevice().orElseThrow() * 1e12 * scenario.cluster().devices();

    assertThat(published.iterationSeconds().orElseThrow())
        .isCloseTo(flops / rate, withinPercentage(0.1));
  }

  static Stream<String> derivedByEquationThree() {
    return ids()
        .filter(id -> scenario(id).published().orElseThrow().source().contains("by equation 3"));
  }

  /** 14.8 trillion tokens in 2.664 million GPU hours: arXiv 2412.19437, table 1. */
  @Test
  void derivesTheTimeOfDeepSeekFromItsGpuHours() {
    Scenario scenario = LIBRARY.read("deepseek-v3-2048-h800").orThrow();
    double tokensPerGpuSecond = 14.8e12 / (2.664e6 * 3600);

    assertThat(scenario.published().orElseThrow().iterationSeconds().orElseThrow())
        .isCloseTo(scenario.workload().tokens() / (tokensPerGpuSecond * 2048), within(0.05));
  }

  @Test
  void haveNamesOfTheirOwn() {
    assertThat(LIBRARY.entries()).extracting(LibraryEntry::name).doesNotHaveDuplicates();
  }

  private static Scenario scenario(String id) {
    return LIBRARY.read(id).orThrow();
  }
}
