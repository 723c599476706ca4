package io.millrace.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.model.scenario.ScenarioWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The normal form of every scenario that ships is the same question. */
class ScenarioWriterTest {

  static Stream<Scenario> questions() {
    ScenarioLibrary library = ScenarioLibrary.open();
    return Stream.concat(
        library.entries().stream().map(entry -> library.read(entry).orThrow()),
        library.measured().stream().map(MeasuredCase::scenario).flatMap(it -> it.stream()));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void readsAsTheSameQuestion(Scenario scenario) {
    Document written = new Document(ScenarioWriter.bundled().toTree(scenario));

    Scenario read = ScenarioReader.bundled().read(written, Path.of("nowhere")).orThrow();

    assertThat(withoutAssumptions(read)).isEqualTo(withoutAssumptions(scenario));
  }

  private static Scenario withoutAssumptions(Scenario it) {
    return new Scenario(
        it.name(),
        it.cluster(),
        it.model(),
        it.workload(),
        it.framework(),
        it.plan(),
        it.objective(),
        it.pricePerDevice(),
        it.seed(),
        it.published(),
        List.of());
  }
}
