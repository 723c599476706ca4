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
 * @param best the plan with the shortest iterations by the engine; absent if none fits
 * @param finalists plans that are nearly as good by the closed form, the best among them, in the
 *     order in which the engine has them
 * @param splits the best plan at each split of the cluster between training and generation, where a
 *     launcher can split it
 * @param onPolicy the best plan were generation to wait for every update; absent where it waits
 *     anyway, or none fits
 * @param search how they were found, and how good a plan can be at most
 * @param others what people run without a search, and the scenario's own plan, the fastest first
 * @param refusals why there is no plan; empty if there is one
 */
public record PostTrainingAnswer(
    PostTrainingScenario question,
    Optional<Planned> best,
    List<Planned> finalists,
    List<Split> splits,
    Optional<Planned> onPolicy,
    Search search,
    List<Planned> others,
    List<String> refusals) {

  /** Copies the lists. */
  public PostTrainingAnswer {
    finalists = List.copyOf(finalists);
    splits = List.copyOf(splits);
    others = List.copyOf(others);
    refusals = List.copyOf(refusals);
  }

  /** None, for reasons. */
  static PostTrainingAnswer refused(
      PostTrainingScenario question, Search search, List<String> refusals) {
    return new PostTrainingAnswer(
        question,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        search,
        List.of(),
        refusals);
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
   * @param simulated seconds of its iterations by the engine, where transfers share links; not less
   *     than the closed form has where responses stream, as the engine's calls are whole
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
              .proven(search.bound(), Math.max(0, 1 - search.bound() / seconds()));
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
   * @param bound seconds that no plan gets below by the closed form; infinite where none fits
   * @param gap how much faster than the fastest finalist another plan could be at most by the
   *     closed form, as a share of it; zero where it is proven to be the fastest
   * @param meshes devices that calls may have in these plans, in words
   * @param layouts ways in which the launcher shares out calls that were searched
   * @param seconds that the search took
   */
  public record Search(
      double candidates,
      long evaluated,
      long nodes,
      double bound,
      double gap,
      String meshes,
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
