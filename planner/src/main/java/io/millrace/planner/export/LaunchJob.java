package io.millrace.planner.export;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.planfile.PlanFile;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.PipelineProgram;
import java.util.ArrayList;
import java.util.Locale;

/**
 * A plan with its question, and what exporters ask of both.
 *
 * @param file the plan and its question
 * @param program what the plan's pipeline does
 */
public record LaunchJob(PlanFile file, PipelineProgram program) {
  /** Kubernetes takes 63 letters, of which its controllers need some for what they add. */
  private static final int LONGEST_NAME = 48;

  /** With the program that the simulator makes of the plan. */
  public static LaunchJob of(PlanFile file) {
    Scenario scenario = file.scenario();
    return new LaunchJob(
        file,
        PipelineProgram.of(
            scenario,
            file.plan(),
            () ->
                CalibratedCostModel.of(
                    Calibration.bundled(), scenario.cluster(), new ArrayList<>())));
  }

  /** Of a plan of which nothing is known but that it answers the scenario. */
  public static LaunchJob of(Scenario scenario, TrainingPlan plan) {
    return of(PlanFile.of(scenario, plan));
  }

  /** The question. */
  public Scenario scenario() {
    return file.scenario();
  }

  /** The plan. */
  public TrainingPlan plan() {
    return file.plan();
  }

  /** The devices and how they are joined. */
  public Cluster cluster() {
    return scenario().cluster();
  }

  /** Sequences of an iteration. */
  public int globalBatch() {
    return scenario().workload().globalBatch();
  }

  /** Micro-batches of an iteration on each data-parallel rank. */
  public int microBatches() {
    return plan().microBatches(globalBatch());
  }

  /** Whether gradients are summed beside the last backward passes. */
  public boolean overlapsGradients() {
    return plan()
        .replicas()
        .gradientOverlap()
        .orUsual(scenario().framework().dataExchange().gradientsOverlap());
  }

  /** Whether sharded weights arrive beside the first forward passes. */
  public boolean overlapsWeights() {
    return plan()
        .replicas()
        .weightOverlap()
        .orUsual(scenario().framework().dataExchange().weightsOverlap());
  }

  /**
   * Tensor-parallel ranks that share one expert: all of them where the expert-parallel ranks fit
   * into those of data and context, else none, as then they span the tensor-parallel ranks too.
   */
  public int expertTensor() {
    return plan().gradientGroup() % plan().strategy().expert() == 0
        ? plan().strategy().tensor()
        : 1;
  }

  /** Groups of ranks that each share out the whole. */
  public int shardingGroups() {
    return plan().gradientGroup() / plan().shardingGroupSize();
  }

  /** Whether stages hold different numbers of layers. */
  public boolean uneven() {
    return program.stageLayers().stream().distinct().count() > 1;
  }

  /** A name that files and jobs can have: lower case letters, digits and dashes. */
  public String name() {
    String name = scenario().model().name() + "-" + plan().label();
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    return cut.replaceAll("^-+|-+$", "");
  }
}
