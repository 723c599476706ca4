package io.millrace.planner.question;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.Explanation;
import io.millrace.model.report.Explanation.Alternative;
import io.millrace.model.report.Explanation.Gain;
import io.millrace.model.report.Explanation.Part;
import io.millrace.model.report.PlannedRun;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.search.Found;
import io.millrace.planner.search.OneMesh;
import io.millrace.planner.search.Setting;
import io.millrace.simulator.Estimator;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Explains the best plan of a planning report.
 *
 * <pre>{@code
 * Optional<Explanation> why = Explainer.of(request, calibration).explain(report);
 * }</pre>
 *
 * <p>Losses and gains compare formulas with formulas, never with a simulation.
 */
public final class Explainer {
  /**
   * Plans that are costed to find the best one with other degrees. A dozen sets of degrees lie next
   * to a plan's, and people wait for all of them; where a search ends early, the loss is said to be
   * at most so much.
   */
  private static final long WORK = 100;

  private final Asked asked;

  private Explainer(Asked asked) {
    this.asked = asked;
  }

  /** Explains answers to a request. */
  public static Explainer of(PlanningRequest request, Calibration calibration) {
    return new Explainer(new Asked(request, calibration));
  }

  /** Explains the best plan, if there is one. */
  public Optional<Explanation> explain(PlanningReport report) {
    return report.best().map(this::explain);
  }

  private Explanation explain(PlannedRun best) {
    Situation situation = asked.situation(best);
    Setting setting = asked.setting(situation.scenario());
    Pricing pricing = new Pricing(situation, asked.objective());
    Priced own = pricing.of(best.plan());
    List<Part> parts = parts(best, situation);
    List<Alternative> alternatives = new ArrayList<>(degrees(setting, pricing, own));
    alternatives.addAll(new Families(asked, situation, pricing, own).alternatives());
    for (Neighbour it : Neighbours.of(situation.scenario(), best.plan())) {
      alternatives.add(alternative(it, setting, pricing, own));
    }
    List<Gain> gains = new Gains(situation, asked.objective(), own).all();
    return new Explanation(
        best.plan().label(),
        new ExplainingWords(parts, alternatives, gains, own).paragraph(),
        parts,
        alternatives,
        gains);
  }

  /** By the simulation, or by formulas where there is none. */
  private static List<Part> parts(PlannedRun best, Situation situation) {
    Map<TimePart, Double> breakdown =
        best.simulated()
            .map(SimulationReport::breakdown)
            .orElseGet(
                () ->
                    Estimator.with(situation.scenario(), situation.calibration())
                        .estimate(best.plan())
                        .breakdown());
    double whole = breakdown.values().stream().mapToDouble(it -> it).sum();
    return breakdown.entrySet().stream()
        .filter(it -> it.getValue() > 0)
        .map(it -> new Part(it.getKey(), it.getValue(), it.getValue() / whole))
        .sorted(Comparator.comparingDouble(it -> -it.seconds()))
        .toList();
  }

  private static List<Alternative> degrees(Setting setting, Pricing pricing, Priced own) {
    return new DegreeNeighbours(setting.scenario(), own.plan().strategy())
        .all().parallelStream()
            .map(it -> degrees(it, setting, pricing.forAnotherThread(), own))
            .toList();
  }

  private static Alternative degrees(
      DegreeNeighbours.Degrees other, Setting setting, Pricing pricing, Priced own) {
    if (!setting.space().meshes().contains(other.degrees())) {
      TrainingPlan plain =
          new TrainingPlan(
              other.degrees(),
              Pipelining.PLAIN,
              LayerStrategy.of(1, false, Recompute.NONE),
              ReplicaStrategy.COPIES);
      String reason =
          Asked.broken(setting, plain)
              .orElse(
                  "out of the space: tensor groups stay within fast links, pieces of a"
                      + " sequence keep 256 tokens");
      return impossible(other, reason);
    }
    OneMesh mesh = new OneMesh(setting, other.degrees(), pricing.costs());
    if (mesh.isEmpty()) {
      return impossible(other, String.join("; ", mesh.forbidden().keySet()));
    }
    OneMesh.Answer answer = mesh.best(WORK);
    if (answer.best().isPresent()) {
      Priced best = pricing.of(answer.best().get().plan());
      return new Alternative(
          other.choice(),
          other.change(),
          best.plan().label(),
          OptionalDouble.of(best.lossAgainst(own)),
          !answer.finished(),
          Optional.empty());
    }
    return impossible(
        other,
        mesh.tightest()
            .map(Found::plan)
            .map(it -> "even with the least memory " + pricing.of(it).excess())
            .orElse("rules forbid what would fit"));
  }

  private static Alternative impossible(DegreeNeighbours.Degrees other, String reason) {
    return new Alternative(
        other.choice(),
        other.change(),
        other.degrees().label(),
        OptionalDouble.empty(),
        false,
        Optional.of(reason));
  }

  private static Alternative alternative(
      Neighbour other, Setting setting, Pricing pricing, Priced own) {
    Optional<String> broken = Asked.broken(setting, other.plan());
    OptionalDouble loss = OptionalDouble.empty();
    Optional<String> impossible = broken;
    if (broken.isEmpty()) {
      Priced priced = pricing.of(other.plan());
      loss = OptionalDouble.of(priced.lossAgainst(own));
      impossible = priced.fits() ? Optional.empty() : Optional.of(priced.excess());
    }
    return new Alternative(
        other.choice(), other.change(), other.plan().label(), loss, false, impossible);
  }
}
