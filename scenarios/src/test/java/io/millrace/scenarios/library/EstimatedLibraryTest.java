package io.millrace.scenarios.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.space.MeshSpace;
import io.millrace.planner.space.PlanSpace;
import io.millrace.simulator.Estimator;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.Estimate;
import io.millrace.simulator.range.RangeMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.Test;

/** Formulas say of what comes with the project what its simulation says. */
class EstimatedLibraryTest {
  private static final Simulator SIMULATOR =
      Simulator.with(Calibration.bundled(), RangeMethod.none());

  private static final ScenarioLibrary LIBRARY = ScenarioLibrary.open(Optional.empty());

  /** Plans of one scenario that are compared with each other. */
  private static final int PLANS = 12;

  private record Both(
      String id, double estimated, double simulated, boolean exact, double energyDifference) {
    double difference() {
      return Math.abs(estimated / simulated - 1);
    }
  }

  @Test
  void theDifferenceIsMostlyAThousandth() {
    List<Both> all =
        Stream.concat(
                LIBRARY.entries().stream().map(it -> LIBRARY.read(it).orThrow()),
                LIBRARY.measured().stream().flatMap(it -> it.scenario().stream()))
            .filter(it -> it.plan().isPresent())
            .map(it -> both(it, it.plan().orElseThrow()))
            .sorted(Comparator.comparingDouble(Both::difference))
            .toList();

    assertThat(all).hasSizeGreaterThan(50);
    assertThat(all.get(all.size() / 2).difference()).as("median").isLessThan(0.0005);
    assertThat(all.get(all.size() * 95 / 100).difference()).as("of 95 %%").isLessThan(0.005);
    assertThat(all).filteredOn(Both::exact).allMatch(it -> it.difference() < 0.01);
    assertThat(all).filteredOn(it -> !it.exact()).allMatch(it -> it.difference() < 0.04);
    assertThat(all.stream().filter(Both::exact).count()).isGreaterThan(all.size() * 9L / 10);
    assertThat(spearman(all)).isGreaterThan(0.999);
    assertThat(all)
        .filteredOn(Both::exact)
        .as("energy, of which a fifth is drawn by idle devices")
        .allMatch(it -> it.energyDifference() < 0.01);
    assertThat(all).allMatch(it -> it.energyDifference() < 0.04);
  }

  @Test
  void plansOfAScenarioAreRankedAsTheSimulationRanksThem() {
    List<String> ids = LIBRARY.entries().stream().map(LibraryEntry::id).toList();
    for (int i = 0; i < ids.size(); i += Math.max(1, ids.size() / PLANS)) {
      Scenario scenario = LIBRARY.read(ids.get(i)).orThrow();
      List<Both> plans = some(scenario).map(it -> both(scenario, it)).toList();
      if (plans.size() >= 4) {
        assertThat(spearman(plans)).as("%s: %s", ids.get(i), plans).isGreaterThanOrEqualTo(0.95);
      }
    }
  }

  /** Plans from all over the space that formulas cover: a simple and an odd one of some degrees. */
  private static Stream<TrainingPlan> some(Scenario scenario) {
    PlanSpace space = PlanSpace.of(scenario);
    List<ParallelStrategy> meshes = space.meshes();
    int step = Math.max(1, meshes.size() * 2 / PLANS);
    return IntStream.range(0, meshes.size())
        .filter(it -> it % step == 0)
        .mapToObj(it -> space.of(meshes.get(it)))
        .flatMap(mesh -> Stream.of(plan(mesh, 0), plan(mesh, 0.4)))
        .flatMap(Optional::stream);
  }

  /** The first plan from a place on in which rules see nothing wrong. */
  private static Optional<TrainingPlan> plan(MeshSpace mesh, double place) {
    int pipelining = (int) (place * mesh.pipelinings().size());
    int replica = mesh.replicas().size() / 2;
    return IntStream.range((int) (place * mesh.layers().size()), mesh.layers().size())
        .filter(layer -> mesh.forbids(layer, pipelining).isEmpty())
        .mapToObj(layer -> mesh.plan(layer, pipelining, replica))
        .findFirst();
  }

  private static Both both(Scenario scenario, TrainingPlan plan) {
    Estimate estimate = Estimator.calibrated(scenario).estimate(plan);
    SimulationReport report = SIMULATOR.simulate(scenario, plan, false).report();
    return new Both(
        scenario.name(),
        estimate.seconds(),
        report.iterationTime().value(),
        estimate.exact(),
        energyDifference(scenario, estimate, report));
  }

  /** Zero where the device's power is not published. */
  private static double energyDifference(
      Scenario scenario, Estimate estimate, SimulationReport report) {
    return scenario
        .cluster()
        .device()
        .thermalDesignPower()
        .map(it -> it.watts() * scenario.cluster().devices() * estimate.draw() * estimate.seconds())
        .map(joules -> Math.abs(joules / report.energy().orElseThrow().value() - 1))
        .orElse(0.0);
  }

  private static double spearman(List<Both> all) {
    List<Both> cases = new ArrayList<>(all);
    return new SpearmansCorrelation()
        .correlation(
            cases.stream().mapToDouble(Both::estimated).toArray(),
            cases.stream().mapToDouble(Both::simulated).toArray());
  }
}
