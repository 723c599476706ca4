package io.millrace.planner;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.PriceRange;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.launcher.LauncherRules;
import io.millrace.planner.search.Goal;
import io.millrace.planner.search.Setting;
import io.millrace.planner.space.DeviceCounts;
import io.millrace.planner.space.PlanSpace;
import io.millrace.planner.space.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of devices and precisions that a request leaves open, each with its space.
 *
 * @param request what is asked for
 * @param price of a device, if anybody gives one
 * @param all one for each number of devices and precision, few devices first
 * @param assumptions what the request does not say
 */
record Settings(
    PlanningRequest request,
    Optional<HourlyPrice> price,
    List<Setting> all,
    List<Assumption> assumptions) {

  /** Copies the lists. */
  Settings {
    all = List.copyOf(all);
    assumptions = List.copyOf(assumptions);
  }

  /**
   * Those of a request.
   *
   * @throws InvalidInputException if the objective needs a figure that nobody gives
   */
  static Settings of(PlanningRequest request) {
    List<Assumption> assumptions = new ArrayList<>(request.scenario().assumptions());
    Optional<HourlyPrice> price = price(request, assumptions);
    requireFigures(request, price);
    List<Rule> rules = request.launcher().map(LauncherRules::of).orElse(List.of());
    Scenario searched = request.searched();
    List<Setting> all = new ArrayList<>();
    for (int devices : devices(request)) {
      for (TrainingPrecision precision : precisions(request)) {
        Scenario there = searched.with(devices, precision);
        Scenario scenario = price.map(there::with).orElse(there);
        PlanSpace space = new PlanSpace(scenario, rules);
        all.add(new Setting(all.size(), scenario, space, goal(request, price, scenario)));
      }
    }
    return new Settings(request, price, all, assumptions);
  }

  /** What plans for a scenario's devices are compared by. */
  Goal goal(Scenario scenario) {
    return goal(request, price, scenario);
  }

  private static Goal goal(
      PlanningRequest request, Optional<HourlyPrice> price, Scenario scenario) {
    return new Goal(
        request.objective(),
        scenario.cluster().devices(),
        price.map(HourlyPrice::dollarsPerHour).orElse(Double.NaN),
        scenario.workload().tokens());
  }

  private static List<Integer> devices(PlanningRequest request) {
    Cluster cluster = request.scenario().cluster();
    if (request.maxDevices().isEmpty() && !request.pareto()) {
      return List.of(cluster.devices());
    }
    return DeviceCounts.upTo(request.maxDevices().orElse(cluster.devices()), cluster);
  }

  private static List<TrainingPrecision> precisions(PlanningRequest request) {
    return request.precisions().isEmpty()
        ? List.of(request.scenario().workload().precision())
        : request.precisions();
  }

  private static Optional<HourlyPrice> price(
      PlanningRequest request, List<Assumption> assumptions) {
    Optional<HourlyPrice> given = request.scenario().pricePerDevice();
    if (given.isPresent() || !forMoney(request)) {
      return given;
    }
    Optional<HourlyPrice> usual =
        request.scenario().cluster().device().price().map(PriceRange::middle);
    usual.ifPresent(
        it ->
            assumptions.add(
                new Assumption(
                    "pricePerDevice",
                    it.toString(),
                    "the middle of what clouds ask for it; it weighs all plans alike")));
    return usual;
  }

  private static boolean forMoney(PlanningRequest request) {
    return request.pareto() || request.objective().needsPrice();
  }

  private static void requireFigures(PlanningRequest request, Optional<HourlyPrice> price) {
    String device = request.scenario().cluster().device().id();
    Objective objective = request.objective();
    if (objective.needsPrice() && price.isEmpty()) {
      throw new InvalidInputException(
          new Issue(
              "pricePerDevice",
              "is missing, and the catalogue has no price of " + device,
              "say what an hour of it costs: pricePerDevice: 2.5 USD/h"));
    }
    if (objective == Objective.ENERGY
        && request.scenario().cluster().device().thermalDesignPower().isEmpty()) {
      throw new InvalidInputException(
          new Issue(
              "cluster.device.thermalDesignPower",
              device + " has no published power",
              "describe the device in the scenario, with this figure"));
    }
  }
}
