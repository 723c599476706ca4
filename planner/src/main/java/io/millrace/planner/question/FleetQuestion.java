package io.millrace.planner.question;

import io.millrace.model.architecture.ParameterCount;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.quantity.FlopRate;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.question.FleetAnswer.Fleet;
import io.millrace.planner.search.Feasibility;
import io.millrace.planner.search.Found;
import io.millrace.planner.space.DeviceCounts;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.PlanCosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/**
 * How many devices finish some tokens in time: the fewest, or those that cost least.
 *
 * <p>More devices need not be faster, as degrees have to divide; so every number of {@link
 * DeviceCounts} up to the limit is decided, the small ones first: by the bound that arithmetic at
 * the peak gives, else by a search for a plan that is fast enough.
 *
 * @param tokens to train on
 * @param withinSeconds all of it
 * @param goodput share of that time in which training goes on: no failures, no restarts
 * @param maxDevices the most devices that are considered
 * @param aim what the best number is
 * @param work the most plans that are costed for a number of devices
 */
public record FleetQuestion(
    double tokens, double withinSeconds, double goodput, int maxDevices, Aim aim, long work) {
  private static final double SECONDS_PER_HOUR = 3600;

  /**
   * Operations for each parameter and token: a multiply-add forward and two backward (2001.08361,
   * section 2.1).
   */
  private static final double OPERATIONS = 6;

  /** What the best number of devices is. */
  public enum Aim {
    /** The fewest devices. */
    FEWEST,
    /** The fewest device hours, which at one price is the least money. */
    CHEAPEST
  }

  /** Checks the numbers. */
  public FleetQuestion {
    if (!(tokens > 0 && withinSeconds > 0 && goodput > 0 && goodput <= 1)
        || maxDevices < 1
        || work < 1) {
      throw new IllegalArgumentException(
          "tokens %s, withinSeconds %s, goodput %s, maxDevices %d, work %d"
              .formatted(tokens, withinSeconds, goodput, maxDevices, work));
    }
  }

  /** Asks it of a scenario, whose own number of devices plays no part. */
  public FleetAnswer of(PlanningRequest request, Calibration calibration) {
    return of(request, calibration, _ -> {});
  }

  /**
   * Asks it of a scenario, whose own number of devices plays no part.
   *
   * @param progress hears the share of the numbers of devices that are decided; what it throws ends
   *     the question
   */
  public FleetAnswer of(PlanningRequest request, Calibration calibration, DoubleConsumer progress) {
    Asked asked = new Asked(request.with(Objective.TIME), calibration);
    Replanning replanning = new Replanning(asked, work);
    List<Fleet> enough = new ArrayList<>();
    List<Integer> looked = new ArrayList<>();
    double gap = 0;
    double fewestDeviceSeconds = Double.POSITIVE_INFINITY;
    double limit = withinSeconds * goodput / iterations(request.scenario());
    Scenario question = request.searched();
    List<Integer> counts = counts(question);
    for (int devices : counts) {
      progress.accept((double) looked.size() / counts.size());
      looked.add(devices);
      double reaching = Math.min(limit, fewestDeviceSeconds / devices);
      Scenario scenario = with(question, devices);
      if (leastSeconds(scenario) > reaching) {
        continue;
      }
      Replanning.Answer answer = replanning.best(new Situation(scenario, calibration), reaching);
      gap = answer.best().isPresent() ? gap : Math.max(gap, answer.gap());
      if (answer.best().isPresent()) {
        Fleet fleet = fleet(scenario, answer.best().get(), answer.gap());
        enough.add(fleet);
        fewestDeviceSeconds = devices * fleet.seconds();
        if (aim == Aim.FEWEST) {
          break;
        }
      }
    }
    if (!enough.isEmpty()) {
      return new FleetAnswer(
          Optional.of(enough.getLast()),
          enough,
          looked,
          gap,
          aim == Aim.FEWEST && looked.size() > 1
              ? Optional.of(binding(asked, with(question, looked.get(looked.size() - 2))))
              : Optional.empty(),
          Optional.empty());
    }
    return new FleetAnswer(
        Optional.empty(),
        List.of(),
        looked,
        gap,
        Optional.empty(),
        nearest(question, asked, replanning));
  }

  private static FleetAnswer.Binding binding(Asked asked, Scenario fewer) {
    PlanCosts costs = PlanCosts.with(fewer, asked.calibration());
    return new Feasibility(asked.setting(fewer), costs).anyThatFits().isPresent()
        ? FleetAnswer.Binding.TIME
        : FleetAnswer.Binding.MEMORY;
  }

  /** The fastest of the largest number of devices for which there is a plan. */
  private Optional<Fleet> nearest(Scenario question, Asked asked, Replanning replanning) {
    for (int devices : counts(question).reversed()) {
      Scenario scenario = with(question, devices);
      Replanning.Answer answer =
          replanning.best(new Situation(scenario, asked.calibration()), Double.POSITIVE_INFINITY);
      if (answer.best().isPresent()) {
        return Optional.of(fleet(scenario, answer.best().get(), answer.gap()));
      }
    }
    return Optional.empty();
  }

  private List<Integer> counts(Scenario scenario) {
    return DeviceCounts.upTo(maxDevices, scenario.cluster());
  }

  private static Scenario with(Scenario scenario, int devices) {
    return scenario.with(scenario.cluster().withDevices(devices));
  }

  private double iterations(Scenario scenario) {
    return tokens / scenario.workload().tokens();
  }

  private Fleet fleet(Scenario scenario, Found found, double gap) {
    int devices = scenario.cluster().devices();
    double all = found.seconds() * iterations(scenario) / goodput;
    double hours = devices * all / SECONDS_PER_HOUR;
    Optional<HourlyPrice> price = scenario.pricePerDevice();
    return new Fleet(
        devices,
        found.plan(),
        found.seconds(),
        all,
        hours,
        price.isPresent()
            ? OptionalDouble.of(hours * price.get().dollarsPerHour())
            : OptionalDouble.empty(),
        gap);
  }

  /**
   * What no plan gets below: the products with the weights that every token meets, all devices at
   * the highest of their peaks. Embeddings are looked up, not multiplied.
   */
  static double leastSeconds(Scenario scenario) {
    ParameterCount all = scenario.model().parameterCount();
    double multiplied =
        Math.max(0, scenario.model().activeParameters() - all.embedding() - all.positions());
    Map<NumberFormat, FlopRate> peaks = scenario.cluster().device().specification().peaks();
    double peak = peaks.values().stream().mapToDouble(FlopRate::flopsPerSecond).max().orElseThrow();
    return OPERATIONS
        * multiplied
        * scenario.workload().tokens()
        / (peak * scenario.cluster().devices());
  }
}
