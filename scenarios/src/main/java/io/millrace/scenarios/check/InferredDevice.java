package io.millrace.scenarios.check;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.Node;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.simulator.PostTrainingEstimator;
import io.millrace.simulator.cost.Calibration;
import java.util.List;
import java.util.Optional;

/**
 * How well a family of post-training is predicted if it ran on a device that its source does not
 * name for certain: at the one efficiency, the same for all cases, that fits best. Where that is
 * far from one, it probably ran on another device.
 *
 * @param family whose source leaves the device open
 * @param device that it is predicted on
 * @param efficiency rate of arithmetic against what the device reaches elsewhere
 * @param summary the errors at that efficiency
 */
public record InferredDevice(String family, Device device, double efficiency, Summary summary) {
  private static final double LEAST = 0.1;
  private static final double MOST = 2;

  /** An efficiency that is off by less is not worth a further round. */
  private static final double TOLERANCE = 0.02;

  /** Finds the efficiency; empty if the family has no case that can be scored. */
  public static Optional<InferredDevice> of(
      List<MeasuredCase> cases, String family, Device device, Calibration calibration) {
    List<MeasuredCase> moved =
        cases.stream()
            .filter(it -> it.family().equals(family) && !it.superseded())
            .filter(it -> it.postTraining().isPresent())
            .map(it -> on(it, device))
            .toList();
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    double efficiency = best(moved, calibration);
    return check(moved, calibration, efficiency)
        .total(Metric.STEP_TIME)
        .map(it -> new InferredDevice(family, device, efficiency, it));
  }

  /** Golden sections of the logarithm: errors have one minimum, as times fall with efficiency. */
  private static double best(List<MeasuredCase> cases, Calibration calibration) {
    double ratio = (Math.sqrt(5) - 1) / 2;
    double low = Math.log(LEAST);
    double high = Math.log(MOST);
    double left = high - ratio * (high - low);
    double right = low + ratio * (high - low);
    double atLeft = error(cases, calibration, left);
    double atRight = error(cases, calibration, right);
    while (high - low > TOLERANCE) {
      if (atLeft < atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - ratio * (high - low);
        atLeft = error(cases, calibration, left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + ratio * (high - low);
        atRight = error(cases, calibration, right);
      }
    }
    return Math.exp((low + high) / 2);
  }

  private static double error(List<MeasuredCase> cases, Calibration calibration, double log) {
    return check(cases, calibration, Math.exp(log))
        .total(Metric.STEP_TIME)
        .map(Summary::mape)
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static CheckResult check(
      List<MeasuredCase> cases, Calibration calibration, double efficiency) {
    return new MeasurementCheck(PostTrainingEstimator.atEfficiency(calibration, efficiency))
        .run(cases, done -> {});
  }

  private static MeasuredCase on(MeasuredCase source, Device device) {
    PostTrainingScenario scenario = source.postTraining().orElseThrow();
    Cluster known = scenario.cluster();
    Node node = HardwareCatalogue.bundled().defaultNode(device).withDevices(known.node().devices());
    return new MeasuredCase(
        source.id(),
        source.family(),
        source.superseded(),
        Optional.empty(),
        Optional.of(scenario.with(Cluster.of(node, known.devices()))),
        List.of());
  }
}
