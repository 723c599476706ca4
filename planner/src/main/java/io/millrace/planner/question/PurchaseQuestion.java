package io.millrace.planner.question;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Node;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.quantity.Power;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.question.PurchaseAnswer.Offer;
import io.millrace.planner.question.PurchaseAnswer.Refusal;
import io.millrace.planner.question.PurchaseAnswer.Verdict;
import io.millrace.planner.search.Found;
import io.millrace.planner.search.Setting;
import io.millrace.planner.space.DeviceCounts;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What to buy: for some kinds of nodes as many devices as a limit allows, each with its best plan.
 *
 * @param limit what is the same for all
 * @param amount of it: US dollars per hour, watts of the devices' design power, or devices
 * @param prices of devices by their ids; nothing is assumed of others
 * @param tokens to train on, for the time that takes; absent: no time is told
 * @param work the most plans that are costed for a number of devices
 */
public record PurchaseQuestion(
    Limit limit, double amount, Map<String, HourlyPrice> prices, OptionalDouble tokens, long work) {

  /** What is the same for all kinds of nodes. */
  public enum Limit {
    /** Money per time. */
    BUDGET,
    /** Design power of the devices alone. */
    POWER,
    /** Their number. */
    DEVICES
  }

  private static final double SECONDS_PER_HOUR = 3600;

  /** Numbers of devices below the limit that are looked at: the largest need not divide best. */
  private static final int NUMBERS = 3;

  /** Checks the numbers. */
  public PurchaseQuestion {
    if (!(amount > 0) || work < 1 || !(tokens.orElse(1) > 0)) {
      throw new IllegalArgumentException(
          "amount %s, tokens %s and work %d must be positive".formatted(amount, tokens, work));
    }
    prices = Map.copyOf(new TreeMap<>(prices));
  }

  /** Asks it of a scenario, whose own cluster plays no part. */
  public PurchaseAnswer of(PlanningRequest request, Calibration calibration, List<Node> nodes) {
    Asked asked = new Asked(request.with(Objective.TIME), calibration);
    List<Offer> offers = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (Node node : nodes) {
      switch (verdict(asked, node)) {
        case Offer offer -> offers.add(offer);
        case Refusal refusal -> refusals.add(refusal);
      }
    }
    offers.sort(Comparator.comparingDouble(it -> -it.tokensPerSecond()));
    return new PurchaseAnswer(offers, refusals);
  }

  private Verdict verdict(Asked asked, Node node) {
    try {
      return limited(asked, node);
    } catch (InvalidInputException e) {
      Issue first = e.issues().getFirst();
      return new Refusal(node.id(), first.path() + ": " + first.message());
    }
  }

  private Verdict limited(Asked asked, Node node) {
    Scenario scenario = asked.request().scenario();
    NumberFormat format = scenario.workload().precision().matrixFormat();
    if (node.device().peak(format).isEmpty()) {
      return refusal(node, "%s has no %s engines".formatted(node.device().id(), format.key()));
    }
    OptionalDouble devices = devices(scenario, node);
    if (devices.isEmpty()) {
      String missing =
          limit == Limit.POWER ? "%s has no published power" : "nobody gives a price of %s";
      return refusal(node, missing.formatted(node.device().id()));
    }
    int most = whole(devices.getAsDouble(), node);
    if (most < 1) {
      return refusal(node, "not one device is within the limit");
    }
    Optional<Offer> best = best(asked, node, most);
    return best.isPresent()
        ? best.get()
        : refusal(node, "no plan fits %d devices or the next smaller numbers".formatted(most));
  }

  private static Refusal refusal(Node node, String reason) {
    return new Refusal(node.id(), reason);
  }

  private Optional<Offer> best(Asked asked, Node node, int most) {
    List<Integer> counts = DeviceCounts.upTo(most, Cluster.of(node, most)).reversed();
    Optional<Offer> best = Optional.empty();
    int looked = 0;
    for (int devices : counts) {
      Scenario scenario =
          asked.request().reserve().leaves(with(asked.request().scenario(), node, devices));
      Setting setting = asked.setting(scenario);
      if (looked < NUMBERS && !setting.space().meshes().isEmpty()) {
        double reaching =
            best.map(it -> scenario.workload().tokens() / it.tokensPerSecond())
                .orElse(Double.POSITIVE_INFINITY);
        Replanning.Answer answer =
            new Replanning(asked, work)
                .best(new Situation(scenario, asked.calibration()), reaching);
        if (answer.best().isPresent()) {
          best = Optional.of(offer(scenario, node, answer.best().get(), answer.gap()));
        }
        looked++;
      }
    }
    return best;
  }

  /** Devices within the limit; absent where a figure of the device is missing. */
  private OptionalDouble devices(Scenario scenario, Node node) {
    return switch (limit) {
      case DEVICES -> OptionalDouble.of(amount);
      case POWER -> ratio(node.device().thermalDesignPower().map(Power::watts));
      case BUDGET -> ratio(price(scenario, node).map(HourlyPrice::dollarsPerHour));
    };
  }

  private OptionalDouble ratio(Optional<Double> each) {
    return each.map(it -> OptionalDouble.of(amount / it)).orElse(OptionalDouble.empty());
  }

  /** Whole nodes where it is more than one. */
  private static int whole(double number, Node node) {
    int devices = (int) Math.min(Cluster.MOST_DEVICES, number);
    return devices >= node.devices() ? devices / node.devices() * node.devices() : devices;
  }

  /** What is given for it; the scenario's price is that of its own device. */
  private Optional<HourlyPrice> price(Scenario scenario, Node node) {
    String id = node.device().id();
    Optional<HourlyPrice> given = Optional.ofNullable(prices.get(id));
    return given.or(
        () ->
            scenario.cluster().device().id().equals(id)
                ? scenario.pricePerDevice()
                : Optional.empty());
  }

  private Scenario with(Scenario scenario, Node node, int devices) {
    return new Scenario(
        scenario.name(),
        Cluster.of(node, devices),
        scenario.model(),
        scenario.workload(),
        scenario.framework(),
        Optional.empty(),
        Objective.TIME,
        price(scenario, node),
        scenario.seed(),
        Optional.empty(),
        scenario.assumptions());
  }

  private Offer offer(Scenario scenario, Node node, Found found, double gap) {
    double rate = scenario.workload().tokens() / found.seconds();
    int devices = scenario.cluster().devices();
    OptionalDouble dollars =
        scenario
            .pricePerDevice()
            .map(it -> OptionalDouble.of(rate / (devices * it.dollarsPerHour() / SECONDS_PER_HOUR)))
            .orElse(OptionalDouble.empty());
    return new Offer(
        node.id(),
        devices,
        found.plan(),
        found.seconds(),
        rate,
        dollars,
        Double.isNaN(found.joules())
            ? OptionalDouble.empty()
            : OptionalDouble.of(found.joules() / scenario.workload().tokens()),
        tokens.isPresent()
            ? OptionalDouble.of(tokens.getAsDouble() / rate)
            : OptionalDouble.empty(),
        gap);
  }
}
