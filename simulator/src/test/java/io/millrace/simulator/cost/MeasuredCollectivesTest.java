package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.nccl.NcclMeasurement;
import io.millrace.model.nccl.NcclMeasurement.Operation;
import io.millrace.model.nccl.NcclResults;
import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.BulkData;
import io.millrace.simulator.calibration.CollectiveFit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The costs of collectives against tables of measured ones, from 64 KiB up. */
class MeasuredCollectivesTest {
  private static final int HELD_OUT = 3;

  private static List<NcclMeasurement> rows(String file) {
    return NcclResults.read(
            BulkData.file("calibration/nccl/" + file + ".csv"), Optional.empty(), Optional.empty())
        .orThrow();
  }

  private static double meanError(
      String what, List<NcclMeasurement> rows, double[] predicted, IntPredicate used) {
    double[] errors =
        IntStream.range(0, rows.size())
            .filter(it -> rows.get(it).bytes() >= 65_536)
            .filter(used)
            .mapToDouble(it -> Math.abs(predicted[it] / rows.get(it).seconds() - 1))
            .sorted()
            .toArray();
    double mean = Arrays.stream(errors).average().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "%s: %d rows, error %.1f %% on average, %.1f %% in the median%n",
        what,
        errors.length,
        100 * mean,
        100 * errors[errors.length / 2]);
    return mean;
  }

  /**
   * A tenth behind switches; eight devices that share the paths of a host vary more by themselves.
   */
  @ParameterizedTest
  @CsvSource({"a100, dgx-a100, 0.10", "h100, dgx-h100, 0.10", "l40s, l40s-pcie, 0.12"})
  void collectivesTakeAsLongAsMeasured(String file, String node, double most) {
    List<NcclMeasurement> rows = rows(file);
    double[] predicted =
        new CollectiveFit(Calibration.unfitted(), SampleClusters.node(node), rows)
            .predicted(List.of());

    for (Operation operation : Operation.values()) {
      IntPredicate used = it -> rows.get(it).operation() == operation;
      if (operation != Operation.SEND) {
        assertThat(meanError(node + " " + operation.key(), rows, predicted, used))
            .as(operation.key())
            .isLessThan(most);
      }
    }
  }

  /** Rows that a fit did not see are predicted as well as those that it saw. */
  @ParameterizedTest
  @CsvSource({"a100, dgx-a100, 0.10", "h100, dgx-h100, 0.10", "l40s, l40s-pcie, 0.12"})
  void aFitPredictsWhatItDidNotSee(String file, String node, double most) {
    List<NcclMeasurement> rows = rows(file);
    CollectiveFit fit = new CollectiveFit(Calibration.unfitted(), SampleClusters.node(node), rows);
    List<Parameter> fitted = fit.fitted(HELD_OUT);
    double[] predicted = fit.predicted(fitted);

    assertThat(
            meanError(
                node + ", not seen", rows, predicted, it -> CollectiveFit.isHeldOut(it, HELD_OUT)))
        .isLessThan(most);
    assertThat(fitted).hasSizeLessThanOrEqualTo(12);
  }

  /** The law carries over to links that nobody measured: H100 from what A100 taught. */
  @Test
  void theLawOfOneFabricPredictsAnotherWithinAThird() {
    List<NcclMeasurement> rows = rows("h100");
    CollectiveFit fit =
        new CollectiveFit(Calibration.unfitted(), SampleClusters.node("dgx-h100"), rows);
    List<Parameter> ampere =
        Calibration.unfitted().parameters().stream()
            .filter(it -> it.path().startsWith("collectives.nvlink-3."))
            .map(
                it ->
                    new Parameter(
                        it.path().replace("nvlink-3", "nvlink-4"),
                        it.value(),
                        it.spread(),
                        it.unit()))
            .toList();

    assertThat(meanError("H100 as A100", rows, fit.predicted(ampere), it -> true)).isLessThan(0.34);
  }
}
