package io.millrace.simulator.lowering.training;

import io.millrace.model.hardware.Device;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.Figure;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.ProjectVersion;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.SimulationReport.Provenance;
import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.range.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what a simulation found into the figures that people ask for. */
final class ReportWriter {
  private final Scenario scenario;
  private final TrainingContext context;
  private final List<Assumption> assumptions;

  ReportWriter(Scenario scenario, TrainingContext context, List<Assumption> assumptions) {
    this.scenario = scenario;
    this.context = context;
    this.assumptions = assumptions;
  }

  /**
   * What the simulation found.
   *
   * @param seconds of an iteration
   * @param breakdown of the bottleneck stage
   * @param bottleneck that stage
   * @param draw mean share of its design power that a device draws
   * @param memory by stage
   * @param hostMemory of the stage that leaves most in its host's
   * @param events how many the engine processed
   */
  record Findings(
      double seconds,
      Map<TimePart, Double> breakdown,
      int bottleneck,
      double draw,
      List<MemoryUse> memory,
      Optional<MemoryUse> hostMemory,
      long events) {}

  SimulationReport report(Findings findings, Range range) {
    Figure time = range.around(findings.seconds());
    int devices = context.cluster().devices();
    ModelFlops flops = new ModelFlops(context.model(), context.workload());
    double peak = peak();
    double model = flops.model() / devices;
    double hardware = flops.hardware(context) / devices;
    Figure tokens = time.inverse(context.workload().tokens(), "tokens/s");
    List<String> reasons = reasons(findings.memory());
    findings.hostMemory().filter(it -> !it.fits()).map(this::hostReason).ifPresent(reasons::add);
    return new SimulationReport(
        scenario.name(),
        context.plan().label(),
        devices,
        reasons.isEmpty(),
        reasons,
        time,
        findings.breakdown(),
        findings.bottleneck(),
        model / findings.seconds() / peak,
        hardware / findings.seconds() / peak,
        time.inverse(model / 1e12, "TFLOP/s"),
        tokens,
        findings.memory(),
        findings.hostMemory(),
        energy(time, findings.draw()),
        cost(time),
        scenario.published(),
        range.contributions(),
        assumptions,
        new Provenance(
            "millrace " + ProjectVersion.current(),
            scenario.seed(),
            context.costs().sources(),
            findings.events()));
  }

  private double peak() {
    Device device = context.cluster().device();
    return device
        .peak(context.matrixFormat())
        .or(() -> device.peak(context.wideFormat()))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    new Issue(
                        "cluster.device.peak." + context.wideFormat().key(),
                        device.id() + " has no published peak of this format",
                        "describe the device in the scenario, with this figure")))
        .flopsPerSecond();
  }

  /** What does not fit, the fullest stage first. */
  private static List<String> reasons(List<MemoryUse> memory) {
    List<MemoryUse> fullestFirst = new ArrayList<>(memory);
    fullestFirst.sort(Comparator.comparing(MemoryUse::total).reversed());
    List<String> reasons = new ArrayList<>();
    for (MemoryUse use : fullestFirst) {
      if (!use.fits()) {
        Bytes missing = new Bytes(use.total().count() - use.capacity().count());
        Map.Entry<String, Bytes> largest =
            use.parts().entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        reasons.add(
            "stage %d needs %s of %s, %s more than the %s it has; most of it is %s (%s)"
                .formatted(
                    use.stage(),
                    use.total(),
                    use.tier(),
                    missing,
                    use.capacity(),
                    largest.getKey(),
                    largest.getValue()));
      }
    }
    return reasons;
  }

  private String hostReason(MemoryUse use) {
    return ("stage %d leaves %s of activations in host memory, %s more than the %s that each device"
            + " of %s has there; %s")
        .formatted(
            use.stage(),
            use.total(),
            new Bytes(use.total().count() - use.capacity().count()),
            use.capacity(),
            context.cluster().node().id(),
            "offload fewer layers (plan.offloadLayers), or say what the host has"
                + " (cluster.hostMemory)");
  }

  private Optional<Figure> energy(Figure time, double draw) {
    DevicePower power = DevicePower.of(context.cluster());
    return power.isKnown() ? Optional.of(time.times(power.meanWatts(draw), "J")) : Optional.empty();
  }

  private Optional<Figure> cost(Figure time) {
    double millionTokens = context.workload().tokens() / 1e6;
    return scenario
        .pricePerDevice()
        .map(
            price ->
                time.times(
                    price.dollarsPerHour() / 3600 * context.cluster().devices() / millionTokens,
                    "USD/Mtoken"));
  }
}
