package io.millrace.ui.detail.roofline;

import com.vaadin.flow.component.html.Span;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.FlopRate;
import io.millrace.scenarios.text.Numbers;
import io.millrace.simulator.cost.Roofline;
import io.millrace.simulator.report.IterationProfile;
import io.millrace.simulator.report.KernelUse;
import io.millrace.simulator.report.StageProfile;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.figures.DataTable;
import java.util.List;

/** The kernels of the stage that waits least below the roof of its device. */
final class RooflinePanel extends PagePanel {
  /** Kernels of one layer and what is around them; many kinds of layers have more. */
  private static final int MOST_ROWS = 40;

  private final IterationProfile profile;

  RooflinePanel(String device, IterationProfile profile) {
    this.profile = profile;
    StageProfile stage = profile.stages().get(profile.bottleneck());
    List<KernelUse> kernels = stage.kernels();
    if (profile.roofs().isEmpty()) {
      add(
          note(
              "No kernel of this stage multiplies matrices: there is no roof to hold it against."));
      return;
    }
    add(
        sentence(words(kernels)),
        note(
            "%s: %s. Kernels of a device of stage %d, each alone, at the clock of the iteration."
                .formatted(
                    device,
                    String.join("; ", profile.roofs().stream().map(RooflinePanel::roof).toList()),
                    profile.bottleneck())),
        new Chart(Roof.of(profile, stage)),
        table(kernels),
        note(
            "Kernels without matrix products are in the table alone: memory bounds them, and their"
                + " few operations are not counted. Bytes are those of operands and results, each"
                + " moved once."));
    if (kernels.size() > MOST_ROWS) {
      double rest = kernels.stream().skip(MOST_ROWS).mapToDouble(KernelUse::allSeconds).sum();
      add(
          note(
              "%s more kernels take %s of the iteration together."
                  .formatted(
                      Numbers.whole(kernels.size() - MOST_ROWS),
                      Numbers.percent(rest / profile.seconds()))));
    }
  }

  private static String roof(Roofline roof) {
    return "%s peak %s, memory %s, ridge at %s operations a byte"
        .formatted(
            roof.format().key(),
            new FlopRate(roof.flopsPerSecond()),
            new Bandwidth(roof.bytesPerSecond()),
            Numbers.plain(roof.ridge()));
  }

  private String words(List<KernelUse> kernels) {
    double memory =
        kernels.stream()
            .filter(it -> !Roof.isComputeBound(profile, it))
            .mapToDouble(KernelUse::allSeconds)
            .sum();
    double all = kernels.stream().mapToDouble(KernelUse::allSeconds).sum();
    return "Kernels take %s of the iteration: %s compute-bound, %s memory-bound."
        .formatted(
            Numbers.percent(all / profile.seconds()),
            Numbers.percent((all - memory) / profile.seconds()),
            Numbers.percent(memory / profile.seconds()));
  }

  private DataTable table(List<KernelUse> kernels) {
    DataTable table =
        new DataTable("Kernels, those that take longest first")
            .heads(
                List.of(
                    "Kernel",
                    "Kind",
                    "Of the iteration",
                    "Times",
                    "FLOP/byte",
                    "Reaches",
                    "Bound"));
    for (KernelUse kernel : kernels.subList(0, Math.min(MOST_ROWS, kernels.size()))) {
      boolean multiplies = kernel.demand().flops() > 0;
      table.row(
          List.of(new Span(kernel.name())),
          List.of(
              new Span(kernel.part().label()),
              new Span(Numbers.percent(kernel.allSeconds() / profile.seconds())),
              new Span(Numbers.whole(kernel.count())),
              new Span(multiplies ? Numbers.plain(kernel.demand().intensity()) : "–"),
              new Span(
                  multiplies
                      ? new FlopRate(kernel.flopsPerSecond()).toString()
                      : new Bandwidth(kernel.bytesPerSecond()).toString()),
              new Span(Roof.isComputeBound(profile, kernel) ? "compute" : "memory")));
    }
    return table;
  }
}
