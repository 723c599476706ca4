package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Node;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Training;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.closedform.PassOrders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Costs plans of many scenarios. What passes take depends neither on how many there are of them nor
 * on how many devices there are, only on how the groups lie that exchange within a pass; so what
 * one scenario had simulated serves all others that differ in their batch, their price or the size
 * of their cluster. Threads may share it.
 */
public final class CostLibrary {
  private final Calibration calibration;
  private final Map<Surroundings, Shelf> shelves;

  /** What decides what passes take, besides the plan. */
  private record Surroundings(
      Node node,
      int devicesPerNode,
      int scaleUpDomain,
      int levels,
      ModelArchitecture model,
      Training workload,
      FrameworkProfile framework) {}

  /** What has been prepared in some surroundings. */
  record Shelf(
      PassOrders orders,
      Shapes shapes,
      Map<SharedKey, SimulatedPasses> simulated,
      Map<SharedKey, ChunkCosts> chunks) {

    static Shelf of(Scenario scenario) {
      return new Shelf(
          new PassOrders(),
          new Shapes(scenario.model(), scenario.workload()),
          new ConcurrentHashMap<>(),
          new ConcurrentHashMap<>());
    }
  }

  /**
   * A library.
   *
   * @param calibration the parameters that predictions hang on
   * @param most surroundings to remember; those that were asked for last stay
   */
  public CostLibrary(Calibration calibration, int most) {
    this.calibration = calibration;
    this.shelves =
        new LinkedHashMap<>(most, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Surroundings, Shelf> eldest) {
            return size() > most;
          }
        };
  }

  /** Costs the plans of a scenario; serves one thread. */
  public PlanCosts of(Scenario scenario) {
    Scenario calibrated = scenario.with(calibration.framework(scenario.framework()));
    return new PlanCosting(
        calibrated,
        CalibratedCostModel.of(calibration, scenario.cluster(), new ArrayList<>()),
        shelf(calibrated));
  }

  private Shelf shelf(Scenario scenario) {
    Cluster cluster = scenario.cluster();
    Surroundings surroundings =
        new Surroundings(
            cluster.node(),
            cluster.devicesPerNode(),
            cluster.scaleUpDomain(),
            cluster.levels().size(),
            scenario.model(),
            scenario.workload().withGlobalBatch(1),
            scenario.framework());
    synchronized (shelves) {
      return shelves.computeIfAbsent(surroundings, _ -> Shelf.of(scenario));
    }
  }
}
