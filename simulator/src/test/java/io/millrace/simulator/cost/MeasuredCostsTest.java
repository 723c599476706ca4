package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.simulator.BulkData;
import io.millrace.simulator.cost.Operation.MatrixProduct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The costs against tables of measured kernels. The bounds are loose: they catch a unit or a factor
 * that is wrong, not a fit that could be better; the residuals are printed.
 */
class MeasuredCostsTest {

  /** Kernels were timed one by one, at the clock of a device that is not under load. */
  @ParameterizedTest
  @CsvSource({
    "a100, dgx-a100, bfloat16, BF16, 0.2",
    "h100, dgx-h100, bfloat16, BF16, 0.2",
    "h100, dgx-h100, fp8, FP8, 0.5"
  })
  void productsTakeAboutAsLongAsMeasured(
      String folder, String node, String type, NumberFormat format, double median) {
    Cluster cluster = SampleClusters.of(node, 8);
    CostModel costs = SampleClusters.costs(cluster);
    double clock = Calibration.bundled().kernels().of(cluster.device()).sustained();
    List<Double> errors = new ArrayList<>();
    for (Map<String, String> row :
        BulkData.rows("calibration/kernels/" + folder + "/gemm.csv.gz")) {
      if (row.get("gemm_dtype").equals(type)) {
        KernelCost cost =
            costs.cost(
                new MatrixProduct(number(row, "m"), number(row, "n"), number(row, "k"), format));
        double predicted =
            cost.latencySeconds() + Math.max(clock * cost.engineSeconds(), cost.memorySeconds());
        errors.add(error(predicted, row));
      }
    }

    report(node + " products of " + type, errors);
    assertThat(errors).hasSizeGreaterThan(1000);
    assertThat(quantile(errors, 0.5)).isLessThan(median);
  }

  private static double number(Map<String, String> row, String key) {
    return Double.parseDouble(row.get(key));
  }

  private static double error(double predicted, Map<String, String> row) {
    double measured = number(row, "latency") / 1e3;
    return Math.abs(predicted / measured - 1);
  }

  private static double quantile(List<Double> errors, double share) {
    List<Double> sorted = new ArrayList<>(errors);
    Collections.sort(sorted);
    return sorted.get((int) (share * (sorted.size() - 1)));
  }

  private static void report(String what, List<Double> errors) {
    System.out.printf(
        Locale.ROOT,
        "%s: %d rows, error %.1f %% in the median, %.1f %% at the 90th percentile%n",
        what,
        errors.size(),
        100 * quantile(errors, 0.5),
        100 * quantile(errors, 0.9));
  }
}
