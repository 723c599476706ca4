package io.millrace.ui.detail.roofline;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.scenarios.text.Numbers;
import io.millrace.simulator.cost.Roofline;
import io.millrace.simulator.report.IterationProfile;
import io.millrace.simulator.report.KernelUse;
import io.millrace.simulator.report.StageProfile;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.Scatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A stage's kernels as points below lines. */
final class Roof {
  private static final double TERA = 1e12;

  /** The slope starts so far left of the leftmost point. */
  private static final double LEFT = 0.5;

  private Roof() {}

  static Scatter of(IterationProfile profile, StageProfile stage) {
    List<Scatter.Point> points = new ArrayList<>();
    for (KernelUse kernel : stage.kernels()) {
      if (kernel.demand().flops() > 0) {
        points.add(
            new Scatter.Point(
                String.valueOf(points.size()),
                "%s, %s of the iteration"
                    .formatted(
                        kernel.name(), Numbers.percent(kernel.allSeconds() / profile.seconds())),
                kernel.part().label() + (isComputeBound(profile, kernel) ? "" : ", memory-bound"),
                kernel.demand().intensity(),
                kernel.flopsPerSecond() / TERA));
      }
    }
    Axis upward = Axis.of("Reached", "TFLOP/s").logarithmic();
    Axis across = Axis.of("Arithmetic intensity", "FLOP/byte").logarithmic();
    for (Roofline roof : profile.roofs()) {
      String name = roof.format().key().toUpperCase(Locale.ROOT);
      upward = upward.with(new Axis.Limit(name + " peak", roof.flopsPerSecond() / TERA));
      across = across.with(new Axis.Limit(name + " ridge", roof.ridge()));
    }
    return new Scatter(
        "Roofline", "Kernel", across, upward, points, List.of(), slope(profile, points));
  }

  /** Up to the highest ridge: the memory is the same for all formats. */
  private static List<Scatter.Guide> slope(IterationProfile profile, List<Scatter.Point> points) {
    Roofline highest = profile.roofs().getFirst();
    double left =
        LEFT * points.stream().mapToDouble(Scatter.Point::x).reduce(highest.ridge(), Math::min);
    return List.of(
        new Scatter.Guide(
            "memory bandwidth " + new Bandwidth(highest.bytesPerSecond()),
            left,
            highest.at(left) / TERA,
            highest.ridge(),
            highest.flopsPerSecond() / TERA));
  }

  /** Whether a kernel lies to the right of the ridge of its format. */
  static boolean isComputeBound(IterationProfile profile, KernelUse kernel) {
    return kernel.demand().format().stream()
        .flatMap(format -> profile.roofs().stream().filter(it -> it.format() == format))
        .anyMatch(it -> kernel.demand().intensity() >= it.ridge());
  }
}
