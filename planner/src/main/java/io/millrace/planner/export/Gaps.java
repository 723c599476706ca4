package io.millrace.planner.export;

import io.millrace.model.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps account of a plan's choices while an exporter writes: each is said by the files or listed.
 * The first word about a choice counts, and choices that make no difference need none.
 */
public final class Gaps {
  private final TrainingPlan plan;
  private final Set<PlanChoice> open;
  private final List<Gap> found = new ArrayList<>();

  /** An account of which every choice that makes a difference is open. */
  public Gaps(TrainingPlan plan) {
    this.plan = plan;
    this.open = EnumSet.noneOf(PlanChoice.class);
    open.addAll(PlanChoice.mattering(plan));
  }

  /** The files say these choices, whatever they are. */
  public void said(PlanChoice... choices) {
    for (PlanChoice choice : choices) {
      open.remove(choice);
    }
  }

  /** The files do not say a choice; the run differs a little. */
  public void unsaid(PlanChoice choice, String reason) {
    add(choice, reason, false);
  }

  /** The files say a choice, unless something of it is left out; then the run differs a little. */
  public void saidUnless(boolean leftOut, PlanChoice choice, String reason) {
    if (leftOut) {
      unsaid(choice, reason);
    } else {
      said(choice);
    }
  }

  /** The launcher cannot run what a choice asks for. */
  public void impossible(PlanChoice choice, String reason) {
    add(choice, reason, true);
  }

  /** The files do not say something of the model, the workload or the cluster. */
  public void beside(String path, String value, String reason) {
    found.add(new Gap(path, value, reason, false));
  }

  /** The files do not compile the model, whether the workload asks for it or not. */
  public void uncompiled(LaunchJob job) {
    if (job.scenario().workload().compiled()) {
      beside("workload.compiled", "true", "the files leave it to the program to compile");
    }
  }

  private void add(PlanChoice choice, String reason, boolean prevents) {
    if (open.remove(choice)) {
      found.add(new Gap(choice.path(), choice.of(plan), reason, prevents));
    }
  }

  /**
   * All gaps, once every choice is accounted for.
   *
   * @throws IllegalStateException if the exporter forgot one
   */
  public List<Gap> close() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("neither said nor listed: " + open);
    }
    return List.copyOf(found);
  }
}
