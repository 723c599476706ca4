package io.millrace.scenarios.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterEffectsTest {
  private static final int DRAWS = 200;
  private static final int PARAMETERS = 40;

  @TempDir private Path folder;

  /** Rows in which two of forty parameters matter: the figure is a * exp(0.3 p7 - 0.1 p11). */
  private Effects effects(double chance) throws IOException {
    double[][] deviations = new double[PARAMETERS][DRAWS];
    Random random = new Random(4);
    for (double[] parameter : deviations) {
      for (int draw = 0; draw < DRAWS; draw++) {
        parameter[draw] = random.nextGaussian();
      }
    }
    String rows =
        IntStream.range(0, 2 * DRAWS)
            .mapToObj(
                row -> {
                  int draw = row / 2;
                  double figure =
                      (1 + row % 2)
                          * Math.exp(
                              0.3 * deviations[7][draw]
                                  - 0.1 * deviations[11][draw]
                                  + chance * random.nextGaussian());
                  return "(%d, %d, 'ok', %s)".formatted(draw + 1, row % 2, figure);
                })
            .collect(
                Collectors.joining(", ", "SELECT * FROM (VALUES ", ") t(draw, a, status, figure)"));
    SampleSweep.write(folder, "[\"draw\", \"a\"]", rows);
    String draws =
        IntStream.range(0, PARAMETERS)
            .mapToObj(
                it ->
                    "{\"parameter\": \"p%d\", \"deviations\": %s}"
                        .formatted(
                            it,
                            IntStream.range(0, DRAWS)
                                .mapToObj(draw -> String.valueOf(deviations[it][draw]))
                                .collect(Collectors.joining(", ", "[", "]"))))
            .collect(Collectors.joining(", ", "\"draws\": [", "], \"repeats\""));
    Path manifest = folder.resolve("sweep.json");
    Files.writeString(manifest, Files.readString(manifest).replace("\"repeats\"", draws));
    try (SweepRows opened = SweepRows.open(List.of(folder))) {
      return Effects.of(opened, "figure", List.of(), false);
    }
  }

  @Test
  void findsWhatTheFigureIsMadeOf() throws IOException {
    ParameterEffects parameters = effects(0).parameters().orElseThrow();

    assertThat(parameters.known())
        .extracting(ParameterEffects.Moved::parameter)
        .containsExactly("p7", "p11");
    assertThat(parameters.known().get(1).effect()).isCloseTo(Math.exp(-0.1), within(1e-9));
    assertThat(parameters.known().getFirst().effect()).isCloseTo(Math.exp(0.3), within(0.03));
    assertThat(parameters.known().getFirst().share()).isCloseTo(0.9, within(0.05));
    assertThat(parameters.rest()).isCloseTo(0, within(1e-9));
  }

  @Test
  void whatCouldBeChanceIsNotTold() throws IOException {
    ParameterEffects parameters = effects(0.2).parameters().orElseThrow();

    assertThat(parameters.known())
        .extracting(ParameterEffects.Moved::parameter)
        .containsExactly("p7", "p11");
    assertThat(parameters.rest()).isBetween(0.1, 0.4);
  }

  @Test
  void withoutDrawsThereAreNone() {
    SampleSweep.overTwoAxes(folder, "x * y");

    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      assertThat(Effects.of(rows, "figure", List.of(), false).parameters()).isEmpty();
    }
  }
}
