package io.millrace.planner.export.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.planfile.PostTrainingPlanFile;
import io.millrace.model.posttraining.GenerationEngine;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.PostTraining;
import io.millrace.planner.posttraining.launcher.Group;
import io.millrace.planner.posttraining.launcher.Pool;
import java.util.List;
import java.util.Locale;

/**
 * A plan for post-training with its question, and what exporters ask of both.
 *
 * @param file the plan and its question
 */
public record PostTrainingLaunchJob(PostTrainingPlanFile file) {
  private static final int LONGEST_NAME = 48;

  /** Of a plan of which nothing is known but that it answers the scenario. */
  public static PostTrainingLaunchJob of(PostTrainingScenario scenario, PostTrainingPlan plan) {
    return new PostTrainingLaunchJob(PostTrainingPlanFile.of(scenario, plan));
  }

  /** The question. */
  public PostTrainingScenario scenario() {
    return file.scenario();
  }

  /** The plan. */
  public PostTrainingPlan plan() {
    return file.plan();
  }

  /** What an iteration does. */
  public PostTraining workload() {
    return scenario().workload();
  }

  /** The devices and how they are joined. */
  public Cluster cluster() {
    return scenario().cluster();
  }

  /** What generates. */
  public GenerationEngine engine() {
    return scenario().framework().engine();
  }

  /** The calls that devices run. */
  public List<ModelFunctionCall> placed() {
    return workload().dataflow().placed();
  }

  /** Where a call runs. */
  public CallPlacement placement(ModelFunctionCall call) {
    return plan().placementOf(call);
  }

  /** Where the calls of a group run. */
  public CallPlacement placement(Group group) {
    return placement(group.calls().getFirst());
  }

  /** The devices of a pool. */
  public DeviceMesh mesh(Pool pool) {
    return placement(pool.groups().getFirst()).mesh();
  }

  /** Nodes of a mesh, of which it may use a part only. */
  public int nodes(DeviceMesh mesh) {
    return Math.ceilDiv(mesh.size(), cluster().devicesPerNode());
  }

  /** Devices of a mesh on each of its nodes. */
  public int devicesPerNode(DeviceMesh mesh) {
    return mesh.size() / nodes(mesh);
  }

  /** Whether the dataflow has a call of a role and kind. */
  public boolean has(String role, CallKind kind) {
    return placed().stream().anyMatch(it -> it.isOf(role) && it.kind() == kind);
  }

  /** The most tokens of a prompt that leave room for the longest response. */
  public int longestPrompt() {
    return Math.max(workload().promptTokens(), workload().maxSequence() - longestResponse());
  }

  /**
   * The most tokens of a response. Where nobody says that all have one length, the plan takes that
   * for granted, but a run need not cut them off before the sequence is full.
   */
  public int longestResponse() {
    return scenario().assumes(PostTrainingScenario.OUTPUT_LENGTHS)
        ? workload().maxSequence() - workload().promptTokens()
        : workload().outputs().longest();
  }

  /** Whether the engine issues kernels one by one, without graphs. */
  public boolean isEager() {
    return engine().mode() == GenerationEngine.Mode.EAGER;
  }

  /** A name that files and jobs can have: lower case letters, digits and dashes. */
  public String name() {
    String name = scenario().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    return cut.replaceAll("^-+|-+$", "");
  }
}
