package io.millrace.planner.question;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.search.Found;
import io.millrace.planner.search.Setting;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Asks again and again what becomes of an answer where inputs change, in three steps of which each
 * takes longer and knows more: the plans that were good before are priced there by formulas; a
 * search looks for a better one, which it finds soon, because what is known rules out nearly all
 * others; the best is simulated.
 *
 * <pre>{@code
 * WhatIf whatIf = WhatIf.of(request, calibration, report);
 * WhatIfAnswer soon = whatIf.known(changed);            // milliseconds
 * WhatIfAnswer sure = whatIf.searched(changed, stop);   // of all plans
 * }</pre>
 *
 * <p>Estimates are compared with estimates. Threads may share it.
 */
public final class WhatIf {
  /** Plans that are priced around the best known one: some tens of milliseconds. */
  private static final int CLIMBING = 400;

  private final Asked asked;
  private final Situation here;
  private final Set<TrainingPlan> plans;

  private WhatIf(Asked asked, Situation here, Set<TrainingPlan> plans) {
    this.asked = asked;
    this.here = here;
    this.plans = plans;
  }

  /** About an answer to a request, with the parameters that it was answered with. */
  public static WhatIf of(PlanningRequest request, Calibration calibration, PlanningReport report) {
    Set<TrainingPlan> plans = new LinkedHashSet<>();
    report.plans().forEach(it -> plans.add(it.plan()));
    report.own().ifPresent(it -> plans.add(it.plan()));
    report.pareto().forEach(it -> plans.add(it.plan()));
    return about(request, calibration, plans);
  }

  /** About some plans that were good for a request. */
  public static WhatIf about(
      PlanningRequest request, Calibration calibration, Iterable<TrainingPlan> good) {
    Asked asked = new Asked(request, calibration);
    Set<TrainingPlan> plans = new LinkedHashSet<>();
    good.forEach(plans::add);
    return new WhatIf(asked, asked.situation(request.searched()), plans);
  }

  /** Whether these inputs can be changed so: somebody says what they are now. */
  public boolean allows(ChangedInputs changed) {
    return changed.in(here).isPresent();
  }

  /** The scenario with other inputs; empty if nobody says what one of them is. */
  public Optional<Scenario> scenario(ChangedInputs changed) {
    return changed.in(here).map(Situation::scenario);
  }

  /**
   * The plans that were good before, priced with other inputs. On another number of devices they
   * get as many replicas as fill them.
   */
  public WhatIfAnswer known(ChangedInputs changed) {
    return changed
        .in(here)
        .map(it -> new WhatIfAnswer(priced(it, plans, CLIMBING), OptionalDouble.empty()))
        .orElseGet(() -> new WhatIfAnswer(List.of(), OptionalDouble.empty()));
  }

  /**
   * The same, after all plans were looked at.
   *
   * @param stop ends the search early, with a gap
   */
  public WhatIfAnswer searched(ChangedInputs changed, StopSign stop) {
    Optional<Situation> there = changed.in(here);
    if (there.isEmpty()) {
      return known(changed);
    }
    Situation situation = there.get();
    Setting setting = asked.setting(situation.scenario());
    List<PlannedRun> known = priced(situation, plans, CLIMBING);
    double reaching =
        known.stream()
            .findFirst()
            .filter(PlannedRun::fits)
            .map(it -> value(setting, it))
            .orElse(Double.POSITIVE_INFINITY);
    Replanning.Answer answer =
        new Replanning(asked, Long.MAX_VALUE).best(situation, reaching, stop);
    Set<TrainingPlan> all = new LinkedHashSet<>(plans);
    known.stream().findFirst().map(PlannedRun::plan).ifPresent(all::add);
    answer.best().map(Found::plan).ifPresent(all::add);
    return new WhatIfAnswer(priced(situation, all, 0), OptionalDouble.of(answer.gap()));
  }

  /** A plan simulated with other inputs, without a range; empty as for {@link #scenario}. */
  public Optional<SimulationReport> simulated(ChangedInputs changed, TrainingPlan plan) {
    return changed
        .in(here)
        .map(
            it ->
                Simulator.with(it.calibration(), RangeMethod.none())
                    .simulate(it.scenario(), plan, false)
                    .report());
  }

  private List<PlannedRun> priced(Situation there, Set<TrainingPlan> some, int climbing) {
    Setting setting = asked.setting(there.scenario());
    Pricing pricing = new Pricing(there, asked.objective());
    Set<TrainingPlan> filling = new LinkedHashSet<>();
    some.forEach(it -> filling(it, setting.devices()).ifPresent(filling::add));
    List<Priced> priced = new ArrayList<>();
    for (TrainingPlan plan : filling) {
      if (Asked.broken(setting, plan).isEmpty()) {
        priced.add(pricing.of(plan));
      }
    }
    priced.sort(Climb.ORDER);
    if (!priced.isEmpty() && climbing > 0) {
      Priced top = new Climb(setting, pricing, climbing).from(priced.getFirst());
      if (filling.add(top.plan())) {
        priced.addFirst(top);
      }
    }
    return priced.stream().map(it -> run(setting, it.plan(), it)).toList();
  }

  /** With as many replicas as fill the devices; empty where none do. */
  private static Optional<TrainingPlan> filling(TrainingPlan plan, int devices) {
    ParallelStrategy degrees = plan.strategy();
    long replica = degrees.devices() / degrees.data();
    if (degrees.devices() == devices) {
      return Optional.of(plan);
    }
    try {
      return devices % replica == 0
          ? Optional.of(plan.with(degrees.withData((int) (devices / replica))))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // groups that replicas of this number cannot form
    }
  }

  private static PlannedRun run(Setting setting, TrainingPlan plan, Priced priced) {
    double dollars = setting.goal().dollarsPerMillionTokens(priced.seconds());
    return new PlannedRun(
        plan,
        setting.devices(),
        setting.scenario().workload().precision(),
        new PlannedRun.Estimated(
            priced.seconds(),
            known(dollars),
            known(priced.joules() / setting.scenario().workload().tokens()),
            Bytes.of(priced.bytes()),
            Bytes.of(priced.capacity())),
        Optional.empty());
  }

  private static OptionalDouble known(double figure) {
    return Double.isNaN(figure) ? OptionalDouble.empty() : OptionalDouble.of(figure);
  }

  private static double value(Setting setting, PlannedRun run) {
    double joules =
        run.estimate().joulesPerToken().orElse(Double.NaN) * setting.scenario().workload().tokens();
    return setting.goal().of(run.estimate().seconds(), joules);
  }
}
