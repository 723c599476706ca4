package io.millrace.scenarios.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.library.ScenarioLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sweeps that come with the project, each in a small form. */
class ExampleSweepsTest {
  private static final Path FOLDER = Path.of("sweeps");

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  private static Sweep read(Path file) {
    return new SweepReader(ScenarioLibrary.open()).read(file).orThrow();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void hasRowsWithFigures(Path file) {
    Sweep sweep = read(file);
    ContextEvaluator evaluator =
        new ContextEvaluator(sweep, new CostModels(sweep.question().draws()));
    RowColumns columns = new RowColumns(sweep);
    long context = sweep.points().pointsOfContext();
    long contexts = sweep.points().count() / context;

    for (long number : List.of(0L, contexts / 2)) {
      RowTable rows = evaluator.evaluate(new Chunk(0, number * context, (number + 1) * context));

      assertThat(rows.size()).isPositive();
      assertThat(Stream.iterate(0, it -> it + 1).limit(rows.size()))
          .anyMatch(it -> "ok".equals(rows.get(it, columns.of(Result.STATUS))))
          .noneMatch(it -> "failed".equals(rows.get(it, columns.of(Result.STATUS))));
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void saysHowToRunIt(Path file) throws IOException {
    assertThat(Files.readString(file))
        .contains("./millrace sweep scenarios/sweeps/" + file.getFileName())
        .contains("./millrace query ");
  }
}
