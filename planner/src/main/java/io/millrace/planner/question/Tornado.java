package io.millrace.planner.question;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.Sensitivity.Bar;
import io.millrace.model.report.Sensitivity.Side;
import io.millrace.planner.search.Found;
import io.millrace.planner.search.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;

/**
 * What inputs do to an answer. Where an input is changed, the plans that were best are priced
 * again; the best of them is where a new search starts, which so rules out nearly everything at
 * once. From which value on another plan is better is found by halving the interval, among the
 * plans that were best and the one that the search found.
 */
final class Tornado {
  /** Another plan must be better by this part to count as another answer. */
  private static final double MARGIN = 1e-3;

  /** To how much of the input the turning point is found. */
  private static final double PRECISION = 0.01;

  private final Asked asked;
  private final Situation here;
  private final List<Candidate> candidates;
  private final Candidate own;
  private final double value;
  private final Optional<Replanning> replanning;

  /**
   * Prepares a tornado.
   *
   * @param here the situation of the answer
   * @param candidates the answer first, then the plans that came next
   * @param work the most plans that a search costs; absent: none is searched
   */
  Tornado(Asked asked, Situation here, List<Candidate> candidates, OptionalLong work) {
    this.asked = asked;
    this.here = here;
    this.candidates = candidates;
    this.own = candidates.getFirst();
    this.value = own.correction() * new Pricing(here, asked.objective()).of(own.plan()).value();
    this.replanning =
        work.isPresent() ? Optional.of(new Replanning(asked, work.getAsLong())) : Optional.empty();
  }

  /**
   * A bar for each input that is known, those with the largest effect first.
   *
   * @param progress hears the share of the inputs that are done
   */
  List<Bar> bars(double less, double more, DoubleConsumer progress) {
    List<Bar> bars = new ArrayList<>();
    Input[] inputs = Input.values();
    for (Input input : inputs) {
      progress.accept((double) input.ordinal() / inputs.length);
      Optional<Side> low = side(input, less);
      Optional<Side> high = side(input, more);
      if (low.isPresent() || high.isPresent()) {
        bars.add(new Bar(input.key(), input.label(), low, high));
      }
    }
    bars.sort(Comparator.comparingDouble(it -> -it.effect()));
    return bars;
  }

  /** What is best of some plans in a situation, as far as they fit. */
  private record Best(Candidate plan, double value) {}

  private Optional<Side> side(Input input, double factor) {
    return input.scaled(here, own.plan(), factor).map(it -> side(input, it));
  }

  private Side side(Input input, Input.Scaled there) {
    Pricing pricing = new Pricing(there.situation(), asked.objective());
    Priced kept = pricing.of(own.plan());
    OptionalDouble change =
        kept.fits()
            ? OptionalDouble.of(change(own.correction() * kept.value()))
            : OptionalDouble.empty();
    Optional<Best> known = best(there.situation(), pricing, candidates);
    double reaching =
        known
            .map(it -> pricing.goal(it.value() / own.correction()))
            .orElse(Double.POSITIVE_INFINITY);
    Replanning.Answer answer =
        replanning
            .filter(_ -> !input.weighsAllAlike(there.situation().scenario()))
            .map(it -> it.best(there.situation(), reaching))
            .orElse(Replanning.Answer.NOTHING_BETTER);
    List<Candidate> all = new ArrayList<>(candidates);
    answer.best().map(Found::plan).ifPresent(it -> all.add(new Candidate(it, own.correction())));
    Optional<Best> best = best(there.situation(), pricing, all);
    boolean flips = best.isPresent() && !best.get().plan().equals(own);
    return new Side(
        there.factor(),
        change,
        best.map(it -> OptionalDouble.of(change(it.value()))).orElse(OptionalDouble.empty()),
        best.map(it -> it.plan().plan().label()).orElse("none"),
        flips,
        flips ? OptionalDouble.of(turn(input, there.factor(), all)) : OptionalDouble.empty(),
        answer.gap());
  }

  private double change(double other) {
    return other / value - 1;
  }

  /** The answer, unless another plan is clearly better or it cannot be run. */
  private Optional<Best> best(Situation situation, Pricing pricing, List<Candidate> plans) {
    Setting setting = asked.setting(situation.scenario());
    Optional<Best> best = Optional.empty();
    for (Candidate it : plans) {
      if (Asked.broken(setting, it.plan()).isPresent()) {
        continue;
      }
      Priced priced = pricing.of(it.plan());
      double other = it.correction() * priced.value();
      if (priced.fits()
          && other < best.map(known -> (1 - MARGIN) * known.value()).orElse(Double.MAX_VALUE)) {
        best = Optional.of(new Best(it, other));
      }
    }
    return best;
  }

  /** The factor nearest to one at which another plan is better. */
  private double turn(Input input, double factor, List<Candidate> plans) {
    double same = 1;
    double other = factor;
    while (!input.stepped() && Math.abs(other - same) > PRECISION) {
      double middle = (same + other) / 2;
      if (flips(input, middle, plans)) {
        other = middle;
      } else {
        same = middle;
      }
    }
    return other;
  }

  private boolean flips(Input input, double factor, List<Candidate> plans) {
    TrainingPlan plan = own.plan();
    return input
        .scaled(here, plan, factor)
        .map(Input.Scaled::situation)
        .flatMap(it -> best(it, new Pricing(it, asked.objective()), plans))
        .map(it -> !it.plan().equals(own))
        .orElse(false);
  }
}
