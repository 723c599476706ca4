package io.millrace.planner.export.posttraining;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.Recompute;
import io.millrace.planner.export.Gap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps account of the choices of every placement while an exporter writes: each is said by the
 * files or listed. The first word about a choice counts, and choices that make no difference need
 * none.
 */
public final class PlacementGaps {
  private final PostTrainingLaunchJob job;
  private final Map<ModelFunctionCall, Set<PlacementChoice>> open = new LinkedHashMap<>();
  private final List<Gap> found = new ArrayList<>();

  /** An account of which every choice that makes a difference is open. */
  public PlacementGaps(PostTrainingLaunchJob job) {
    this.job = job;
    for (ModelFunctionCall call : job.placed()) {
      CallPlacement placement = job.placement(call);
      Set<PlacementChoice> choices = EnumSet.noneOf(PlacementChoice.class);
      for (PlacementChoice choice : PlacementChoice.values()) {
        if (choice.matters(call, placement)) {
          choices.add(choice);
        }
      }
      open.put(call, choices);
    }
  }

  /** The files say these choices of a call, whatever they are. */
  public void said(ModelFunctionCall call, PlacementChoice... choices) {
    for (PlacementChoice choice : choices) {
      openOf(call).remove(choice);
    }
  }

  /** The files say the degrees of a call. */
  public void saidDegrees(ModelFunctionCall call) {
    PlacementChoice.degrees().forEach(openOf(call)::remove);
  }

  /** The files do not say a choice of a call; the run differs a little. */
  public void unsaid(ModelFunctionCall call, PlacementChoice choice, String reason) {
    if (openOf(call).remove(choice)) {
      found.add(new Gap(choice.path(call), choice.of(job.placement(call)), reason, false));
    }
  }

  /**
   * The files do not say which devices a call has, only how many, which is enough where it has all;
   * Ray or Slurm picks them.
   */
  public void saidSize(ModelFunctionCall call) {
    if (job.placement(call).mesh().size() == job.cluster().devices()) {
      said(call, PlacementChoice.DEVICES);
    }
    unsaid(
        call,
        PlacementChoice.DEVICES,
        "the files say how many devices on how many nodes, the scheduler picks them");
  }

  /** The files do not say something of the workload or the cluster; said once if told twice. */
  public void beside(String path, String value, String reason) {
    Gap gap = new Gap(path, value, reason, false);
    if (!found.contains(gap)) {
      found.add(gap);
    }
  }

  /** The launcher computes whole layers again or none. */
  public void recomputesWholeLayers() {
    if (job.workload().recompute() == Recompute.SELECTIVE) {
      beside(
          "workload.recompute",
          Recompute.SELECTIVE.key(),
          "whole layers or nothing: whole layers here");
    }
  }

  private Set<PlacementChoice> openOf(ModelFunctionCall call) {
    return open.computeIfAbsent(call, _ -> EnumSet.noneOf(PlacementChoice.class));
  }

  /**
   * All gaps, once every choice is accounted for.
   *
   * @throws IllegalStateException if the exporter forgot one
   */
  public List<Gap> close() {
    open.forEach(
        (call, choices) -> {
          if (!choices.isEmpty()) {
            throw new IllegalStateException(
                "neither said nor listed of " + call.name() + ": " + choices);
          }
        });
    return List.copyOf(found);
  }
}
