package io.millrace.simulator.calibration;

import io.millrace.model.nccl.NcclMeasurement;
import java.util.Arrays;
import java.util.List;

/**
 * The errors of some measured collectives from 64 KiB up.
 *
 * @param name what they have in common
 * @param rows how many
 * @param heldOut how many of them the fit behind {@code unseen} did not see
 * @param before of all, with the parameters that ship
 * @param after of all, with parameters fitted to all
 * @param unseen of those that the fit did not see
 */
public record CollectiveErrors(
    String name, int rows, int heldOut, Size before, Size after, Size unseen) {

  /** Absolute relative errors; not a number where there are none. */
  public record Size(double mean, double median) {

    static Size of(List<NcclMeasurement> rows, double[] predicted, int[] used) {
      double[] sorted =
          Arrays.stream(used)
              .mapToDouble(it -> Math.abs(predicted[it] / rows.get(it).seconds() - 1))
              .sorted()
              .toArray();
      if (sorted.length == 0) {
        return new Size(Double.NaN, Double.NaN);
      }
      double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
      return new Size(Arrays.stream(sorted).average().orElseThrow(), median);
    }
  }
}
