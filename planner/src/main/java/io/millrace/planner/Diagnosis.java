package io.millrace.planner;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.Infeasibility;
import io.millrace.model.report.Infeasibility.Change;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Training;
import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.launcher.LauncherRules;
import io.millrace.planner.search.Feasibility;
import io.millrace.planner.search.Found;
import io.millrace.planner.search.SearchResult;
import io.millrace.planner.search.Setting;
import io.millrace.planner.space.PlanSpace;
import io.millrace.planner.space.Rule;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.PlanCosts;
import io.millrace.simulator.range.RangeMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Why a search gave no plan, and the nearest change of the question that would give one. */
final class Diagnosis {
  /** How many times more devices or shorter sequences are tried before giving up. */
  private static final int DOUBLINGS = 8;

  /** Tokens below which no sequence is proposed: a shorter one is another task. */
  private static final int SHORTEST_SEQUENCE = 1024;

  private final Settings settings;
  private final Calibration calibration;
  private final Scenario scenario;
  private final Setting largest;

  Diagnosis(Settings settings, Calibration calibration) {
    this.settings = settings;
    this.calibration = calibration;
    this.scenario = settings.request().searched();
    this.largest = settings.all().getLast();
  }

  /** What binds. */
  Infeasibility of(SearchResult result) {
    if (result.candidates() == 0) {
      return noMesh();
    }
    long byRule = result.counts().rules().values().stream().mapToLong(it -> it).sum();
    if (byRule == result.candidates()) {
      return ruledOut(result.counts().rules());
    }
    if (!result.finished()) {
      return endedEarly(result);
    }
    return tooLarge();
  }

  private Infeasibility endedEarly(SearchResult result) {
    long open = result.candidates() - result.counts().decided();
    return new Infeasibility(
        "search",
        "the search ended before it found a plan that fits; %d of %d candidates are open"
            .formatted(open, result.candidates()),
        List.of(new Change("--time-limit or --work", "more", "the search goes on")));
  }

  /** Data parallelism has to divide the batch, and its product with the rest be the devices. */
  private Infeasibility noMesh() {
    int devices = largest.devices();
    int batch = scenario.workload().globalBatch();
    List<Change> changes = new ArrayList<>();
    IntStream.iterate(devices - 1, it -> it > 0, it -> it - 1)
        .filter(it -> hasMesh(with(it)))
        .findFirst()
        .ifPresent(it -> changes.add(devicesChange(it, "there are plans for so many")));
    IntStream.rangeClosed(batch + 1, batch + devices)
        .filter(it -> hasMesh(withBatch(it)))
        .findFirst()
        .ifPresent(
            it ->
                changes.add(
                    new Change(
                        "workload.globalBatch",
                        String.valueOf(it),
                        "replicas on all %d devices get whole sequences".formatted(devices))));
    return new Infeasibility(
        "workload.globalBatch",
        ("no degrees make %d devices: what is left after tensor, context and pipeline parallelism"
                + " does not divide the batch of %d sequences")
            .formatted(devices, batch),
        changes);
  }

  private boolean hasMesh(Scenario question) {
    return !new PlanSpace(question, largest.space().rules()).meshes().isEmpty();
  }

  private Infeasibility ruledOut(Map<String, Long> byRule) {
    List<String> reasons =
        largest.space().rules().stream()
            .filter(rule -> byRule.containsKey(rule.name()))
            .map(rule -> rule.name() + " (" + rule.reason() + ")")
            .toList();
    List<Change> changes = new ArrayList<>();
    Arrays.stream(Launcher.values())
        .filter(it -> settings.request().launcher().filter(it::equals).isEmpty())
        .filter(it -> hasPlan(scenario, LauncherRules.of(it)))
        .findFirst()
        .ifPresent(it -> changes.add(new Change("--launcher", it.key(), "it can run a plan")));
    changes.add(new Change("--launcher", "none", "plans that some software can run"));
    return new Infeasibility(
        "launcher", "every candidate breaks a rule: " + String.join("; ", reasons), changes);
  }

  private boolean hasPlan(Scenario question, List<Rule> rules) {
    return feasibility(question, rules).anyThatFits().isPresent();
  }

  /** The tightest plan, by how much it misses, and what would make it fit. */
  private Infeasibility tooLarge() {
    Found tightest =
        settings.all().stream()
            .map(it -> new Feasibility(it, costs(it.scenario())).tightest())
            .flatMap(Optional::stream)
            .min((one, other) -> Double.compare(one.fullestBytes(), other.fullestBytes()))
            .orElseThrow();
    SimulationReport report =
        Simulator.with(calibration, RangeMethod.none())
            .simulate(tightest.setting().scenario(), tightest.plan(), false)
            .report();
    String reason =
        "even %s, the plan that needs the least, does not fit: %s"
            .formatted(
                tightest.plan().label(),
                report.reasons().stream().findFirst().orElse("by a little"));
    List<Change> changes = new ArrayList<>();
    moreDevices().ifPresent(changes::add);
    settings.request().launcher().flatMap(it -> withoutLauncher()).ifPresent(changes::add);
    shorterSequence().ifPresent(changes::add);
    withoutReserve().ifPresent(changes::add);
    withoutOptimizer(tightest, report).ifPresent(changes::add);
    moreMemory(tightest, report).ifPresent(changes::add);
    String constraint = tightest.headroomBytes() < 0 ? "memory" : "memory of the host";
    return new Infeasibility(constraint, reason, changes);
  }

  private Optional<Change> withoutReserve() {
    MemoryReserve reserve = settings.request().reserve();
    Scenario whole = settings.request().scenario();
    boolean helps =
        !reserve.equals(MemoryReserve.NONE)
            && fits(whole.with(largest.devices(), largest.scenario().workload().precision()));
    return helps
        ? Optional.of(
            new Change(MemoryReserve.OPTION, "less", "it fits where all of the memory is used"))
        : Optional.empty();
  }

  /**
   * Launchers can keep the optimizer's state in host memory (DeepSpeed's ZeRO-Offload, 2101.06840;
   * Megatron-LM's {@code --optimizer-cpu-offload}). Plans here have no such choice.
   */
  private static Optional<Change> withoutOptimizer(Found tightest, SimulationReport report) {
    Bytes most = Bytes.ZERO;
    boolean fits = tightest.headroomBytes() < 0;
    for (MemoryUse use : report.memory()) {
      Bytes state = use.parts().getOrDefault("optimizer", Bytes.ZERO);
      fits &= use.total().count() - state.count() <= use.capacity().count();
      most = state.compareTo(most) > 0 ? state : most;
    }
    return fits
        ? Optional.of(
            new Change(
                "optimizer's state",
                "in host memory",
                "%s less on a device, %s fits; the launcher does it, and its time is not simulated"
                    .formatted(most, tightest.plan().label())))
        : Optional.empty();
  }

  /** Of the device, or where the device holds its part, of the host. */
  private Optional<Change> moreMemory(Found tightest, SimulationReport report) {
    String effect = tightest.plan().label() + " fits";
    if (tightest.headroomBytes() < 0) {
      Bytes capacity = settings.request().reserve().capacityFor(tightest.fullestBytes());
      return Optional.of(new Change("cluster.device", "with " + capacity + " of memory", effect));
    }
    int devices = scenario.cluster().node().devices();
    return report
        .hostMemory()
        .map(it -> new Bytes(it.total().count() * devices))
        .map(it -> new Change("cluster.hostMemory", it.toString(), effect));
  }

  /** Whole nodes, twice as many each time, then the fewest in between. */
  private Optional<Change> moreDevices() {
    int node = scenario.cluster().node().devices();
    int nodes = Math.max(1, largest.devices() / node);
    for (int i = 1; i <= DOUBLINGS; i++) {
      if ((long) nodes * 2 * node > Cluster.MOST_DEVICES) {
        return Optional.empty();
      }
      if (fits(with(2 * nodes * node))) {
        return Optional.of(fewest(nodes, 2 * nodes, node));
      }
      nodes *= 2;
    }
    return Optional.empty();
  }

  /** By halves; between numbers that fit some may not, but what is said fits. */
  private Change fewest(int tooFew, int enough, int node) {
    int low = tooFew;
    int high = enough;
    while (high - low > Math.max(1, tooFew / 8)) {
      int middle = (low + high) / 2;
      if (fits(with(middle * node))) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return devicesChange(high * node, "the model fits");
  }

  private Change devicesChange(int devices, String effect) {
    boolean limited = settings.request().maxDevices().isPresent();
    return new Change(
        limited ? "--max-devices" : "cluster.devices", String.valueOf(devices), effect);
  }

  private Optional<Change> withoutLauncher() {
    return hasPlan(largest.scenario(), List.of())
        ? Optional.of(new Change("--launcher", "none", "what it cannot express fits"))
        : Optional.empty();
  }

  private Optional<Change> shorterSequence() {
    Training workload = scenario.workload();
    for (int sequence = workload.sequence() / 2; sequence >= SHORTEST_SEQUENCE; sequence /= 2) {
      Training shorter = workload.withSequence(sequence);
      if (fits(largest.scenario().with(shorter))) {
        return Optional.of(
            new Change("workload.sequence", String.valueOf(sequence), "activations fit"));
      }
    }
    return Optional.empty();
  }

  private boolean fits(Scenario question) {
    return feasibility(question, largest.space().rules()).anyThatFits().isPresent();
  }

  private Feasibility feasibility(Scenario question, List<Rule> rules) {
    PlanSpace space = new PlanSpace(question, rules);
    return new Feasibility(
        new Setting(0, question, space, settings.goal(question)), costs(question));
  }

  private PlanCosts costs(Scenario question) {
    return PlanCosts.with(question, calibration);
  }

  private Scenario with(int devices) {
    return largest.scenario().with(scenario.cluster().withDevices(devices));
  }

  private Scenario withBatch(int batch) {
    return largest.scenario().with(scenario.workload().withGlobalBatch(batch));
  }
}
