package io.millrace.planner.question;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.Explanation.Gain;
import io.millrace.model.scenario.Objective;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a plan would gain if one limit were lifted: the plan is costed again without it. */
record Gains(Situation situation, Objective objective, Priced own) {
  /** How many times better a limit is that is called lifted. */
  private static final double LIFTED = 1000;

  /** Gains below this part are not worth telling. */
  private static final double LEAST = 5e-4;

  List<Gain> all() {
    List<Gain> gains = new ArrayList<>();
    network().ifPresent(it -> gains.add(gain("a network that takes no time", it)));
    priced(Input.SCALE_UP_BANDWIDTH, LIFTED)
        .ifPresent(it -> gains.add(gain("links within nodes that take no time", it)));
    priced(Input.HOST_LAUNCH, 1 / LIFTED)
        .ifPresent(it -> gains.add(gain("a host that launches at once", it)));
    priced(Input.TENSOR_ENGINES, 2).ifPresent(it -> gains.add(gain("engines twice as fast", it)));
    priced(Input.MEMORY_BANDWIDTH, 2).ifPresent(it -> gains.add(gain("memory twice as fast", it)));
    TrainingPlan keeping = Neighbours.keepingAll(own.plan());
    if (!keeping.equals(own.plan())) {
      double value = new Pricing(situation, objective).of(keeping).value();
      gains.add(gain("memory without end: nothing is computed again or offloaded", value));
    }
    endless().ifPresent(it -> gains.add(gain("a batch without end: no bubble, no update", it)));
    return gains.stream()
        .filter(it -> it.gain() > LEAST)
        .sorted(Comparator.comparingDouble(it -> -it.gain()))
        .toList();
  }

  private Gain gain(String what, double value) {
    return new Gain(what, value, 1 - value / own.value());
  }

  private Optional<Double> priced(Input input, double factor) {
    return input.scaled(situation, own.plan(), factor).map(this::value);
  }

  private double value(Input.Scaled scaled) {
    return new Pricing(scaled.situation(), objective).of(own.plan()).value();
  }

  private Optional<Double> network() {
    return Input.NETWORK_BANDWIDTH
        .scaled(situation, own.plan(), LIFTED)
        .flatMap(it -> Input.NETWORK_LATENCY.scaled(it.situation(), own.plan(), 1 / LIFTED))
        .map(this::value);
  }

  /**
   * What the second half of a batch of twice the size adds: an iteration of {@code m} micro-batches
   * takes {@code a m + b}, where {@code b} is the time to fill and drain the pipeline and what is
   * done once.
   */
  private Optional<Double> endless() {
    return Input.GLOBAL_BATCH
        .scaled(situation, own.plan(), 2)
        .map(
            it -> {
              double whole = value(it) * it.factor();
              return (whole - own.value()) / (it.factor() - 1);
            });
  }
}
