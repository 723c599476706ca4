package io.millrace.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.hardware.Cluster;
import io.millrace.simulator.BulkData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The costs against tables of measured collectives. The bounds are loose: they catch a unit or a
 * factor that is wrong, not a fit that could be better; the residuals are printed.
 */
class MeasuredCostsTest {

  @ParameterizedTest
  @CsvSource({
    "a100, dgx-a100, all_reduce, ALL_REDUCE", "a100, dgx-a100, all_gather, ALL_GATHER",
    "a100, dgx-a100, reduce_scatter, REDUCE_SCATTER", "a100, dgx-a100, alltoall, ALL_TO_ALL",
    "h100, dgx-h100, all_reduce, ALL_REDUCE", "h100, dgx-h100, all_gather, ALL_GATHER",
    "h100, dgx-h100, reduce_scatter, REDUCE_SCATTER", "h100, dgx-h100, alltoall, ALL_TO_ALL",
    "l40s, l40s-pcie, all_reduce, ALL_REDUCE", "l40s, l40s-pcie, all_gather, ALL_GATHER",
    "l40s, l40s-pcie, reduce_scatter, REDUCE_SCATTER", "l40s, l40s-pcie, alltoall, ALL_TO_ALL"
  })
  void collectivesTakeAboutAsLongAsMeasured(
      String file, String node, String operation, Collective.Kind kind) {
    Cluster cluster = SampleClusters.of(node, 8);
    CostModel costs = SampleClusters.costs(cluster);
    List<Double> errors = new ArrayList<>();
    for (Map<String, String> row : BulkData.rows("calibration/nccl/" + file + ".csv")) {
      if (row.get("op_name").equals(operation)) {
        double bytes = number(row, "message_size") * (row.get("nccl_dtype").equals("half") ? 2 : 1);
        GroupPlacement group = GroupPlacement.of(cluster, (int) number(row, "num_gpus"), 1);
        errors.add(error(costs.cost(new Collective(kind, bytes), group).seconds(), row));
      }
    }

    report(node + " " + operation, errors);
    assertThat(errors).hasSizeGreaterThan(20);
    assertThat(quantile(errors, 0.5)).isLessThan(0.3);
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
