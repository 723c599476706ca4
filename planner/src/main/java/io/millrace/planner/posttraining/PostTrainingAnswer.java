package io.millrace.planner.posttraining;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.planfile.PlanFindings;
import io.millrace.model.planfile.PostTrainingPlanFile;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepReport;
import io.millrace.model.report.ProjectVersion;
import io.millrace.model.scenario.Objective;
import java.util.List;
import java.util.Optional;

/**
 * What the planner found.
 *
 * @param question that the best plan answers: with the framework of the launcher, and with what the
 *     scenario leaves open decided, each among its assumptions
 * @param best the plan with the shortest iterations; absent if none fits
 * @param search how it was found, and how good it can be at most
 * @param others what people run without a search, and the scenario's own plan, the fastest first
 * @param refusals why there is no plan; empty if there is one
 */
public record PostTrainingAnswer(
    PostTrainingScenario question,
    Optional<Planned> best,
    Search search,
    List<Planned> others,
    List<String> refusals) {

  /** Copies the lists. */
  public PostTrainingAnswer {
    others = List.copyOf(others);
    refusals = List.copyOf(refusals);
  }

  /** Whether there is a plan. */
  public boolean feasible() {
    return best.isPresent();
  }

  /**
   * A plan with what it is expected to do.
   *
   * @param name what it is, such as {@code symmetric}
   * @param plan where each call runs
   * @param report its iteration by the closed form that the search works with, with the reasons why
   *     it does not fit, if it does not
   * @param simulated seconds of its iterations by the engine, where transfers share links
   */
  public record Planned(String name, PostTrainingPlan plan, StepReport report, double simulated) {

    /** Seconds of an iteration. */
    public double seconds() {
      return report.stepTime().value();
    }

    /**
     * The plan as a file that can be simulated and exported.
     *
     * @param question that it answers
     * @param search that found it
     */
    public PostTrainingPlanFile toFile(PostTrainingScenario question, Search search) {
      PlanFindings findings =
          PlanFindings.of("millrace " + ProjectVersion.current(), Objective.TIME)
              .estimated(seconds())
              .proven(search.bound(), search.gap());
      return PostTrainingPlanFile.of(question, plan, findings);
    }

    /** How much more the best plan does in the same time: 0.43 if it is 43 % faster. */
    public double gainOf(Planned faster) {
      return seconds() / faster.seconds() - 1;
    }
  }

  /**
   * How the best was found.
   *
   * @param candidates plans in the space, as a floating-point number, as they may be many
   * @param evaluated plans that were costed, bounds not counted
   * @param nodes of the proof that were looked at
   * @param bound seconds that no plan gets below; infinite where none fits
   * @param gap how much faster than the best another plan could be at most, as a share of it; zero
   *     where it is proven to be the best
   * @param layouts ways in which the launcher shares out calls that were searched
   * @param seconds that the search took
   */
  public record Search(
      double candidates,
      long evaluated,
      long nodes,
      double bound,
      double gap,
      List<String> layouts,
      double seconds) {

    /** Copies the list. */
    public Search {
      layouts = List.copyOf(layouts);
    }

    /** Whether nothing better is possible. */
    public boolean proven() {
      return gap == 0;
    }
  }
}
