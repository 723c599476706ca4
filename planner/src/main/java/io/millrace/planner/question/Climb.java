package io.millrace.planner.question;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.planner.search.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Goes from a plan to the best of those that differ in one choice, as long as that is better:
 * steepest descent. It finds what to change where a plan no longer fits, or what it may now leave
 * out, in a small part of the time that a search takes; it may end at a plan that only two changes
 * at once make better.
 */
final class Climb {
  /** What fits before what does not; then the value, or how much memory is wanted. */
  static final Comparator<Priced> ORDER =
      Comparator.comparing((Priced it) -> !it.fits())
          .thenComparingDouble(it -> it.fits() ? it.value() : it.bytes() / it.capacity());

  private final Setting setting;
  private final Pricing pricing;
  private final int most;
  private final Set<TrainingPlan> seen = new HashSet<>();

  /**
   * Prepares climbs.
   *
   * @param most plans that are priced in all of them together
   */
  Climb(Setting setting, Pricing pricing, int most) {
    this.setting = setting;
    this.pricing = pricing;
    this.most = most;
  }

  /** The best plan that is met on the way from another, that one included. */
  Priced from(Priced start) {
    Priced best = start;
    while (seen.size() < most) {
      Optional<Priced> better = better(best);
      if (better.isEmpty()) {
        break;
      }
      best = better.get();
    }
    return best;
  }

  private Optional<Priced> better(Priced than) {
    Optional<Priced> best = Optional.empty();
    for (TrainingPlan plan : around(than.plan())) {
      if (seen.size() < most && seen.add(plan) && Asked.broken(setting, plan).isEmpty()) {
        Priced priced = pricing.of(plan);
        if (ORDER.compare(priced, best.orElse(than)) < 0) {
          best = Optional.of(priced);
        }
      }
    }
    return best;
  }

  private List<TrainingPlan> around(TrainingPlan plan) {
    List<TrainingPlan> around = new ArrayList<>();
    Neighbours.of(setting.scenario(), plan).forEach(it -> around.add(it.plan()));
    new DegreeNeighbours(setting.scenario(), plan.strategy())
        .all().stream().flatMap(it -> with(plan, it.degrees())).forEach(around::add);
    return around;
  }

  /** With other degrees, as far as the other choices are for these. */
  private static Stream<TrainingPlan> with(TrainingPlan plan, ParallelStrategy degrees) {
    try {
      Pipelining own = plan.pipelining();
      Pipelining pipelining =
          degrees.pipeline() == 1
              ? Pipelining.PLAIN
              : degrees.pipeline() == plan.strategy().pipeline()
                  ? own
                  : own.withStageLayers(List.of());
      return Stream.of(new TrainingPlan(degrees, pipelining, plan.layers(), plan.replicas()));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }
}
