package io.millrace.model.posttraining;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.input.Assumption;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.scenario.Measured;
import io.millrace.model.workload.PostTraining;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A question about post-training, complete: every name resolved, every gap filled by an assumption
 * that is listed.
 *
 * @param name what to call it
 * @param cluster the devices and how they are joined
 * @param models by role; every role of the dataflow has one
 * @param workload what an iteration does
 * @param framework the software that runs it
 * @param plan where each call runs; absent when it is to be searched
 * @param published what somebody measured or claimed for it
 * @param assumptions what was chosen because the input does not say
 */
public record PostTrainingScenario(
    String name,
    Cluster cluster,
    NavigableMap<String, ModelArchitecture> models,
    PostTraining workload,
    PostTrainingFramework framework,
    Optional<PostTrainingPlan> plan,
    Optional<Measured> published,
    List<Assumption> assumptions) {
  /** The path of the framework, which may be assumed. */
  public static final String FRAMEWORK = "workload.framework";

  /** The path of what data-parallel ranks share out, which may be assumed. */
  public static final String SHARDING = "workload.sharding";

  /** The path of what backward passes compute again, which may be assumed. */
  public static final String RECOMPUTE = "workload.recompute";

  /** The path of how the lengths of responses vary, which may be assumed. */
  public static final String OUTPUT_LENGTHS = "workload.outputLengths";

  /** Checks that no role lacks a model. */
  public PostTrainingScenario {
    models = Collections.unmodifiableNavigableMap(new TreeMap<>(models));
    assumptions = List.copyOf(assumptions);
    if (!models.keySet().containsAll(workload.dataflow().roles())) {
      throw new IllegalArgumentException(
          "models of %s are given, the dataflow needs %s"
              .formatted(models.keySet(), workload.dataflow().roles()));
    }
  }

  /** The model of a role of the dataflow. */
  public ModelArchitecture model(String role) {
    return Optional.ofNullable(models.get(role))
        .orElseThrow(() -> new IllegalArgumentException("no model has the role " + role));
  }

  /** The same question for other devices. */
  public PostTrainingScenario with(Cluster other) {
    return new PostTrainingScenario(
        name, other, models, workload, framework, plan, published, assumptions);
  }

  /** The same question about another workload. */
  public PostTrainingScenario with(PostTraining other) {
    return new PostTrainingScenario(
        name, cluster, models, other, framework, plan, published, assumptions);
  }

  /** The same question for another framework. */
  public PostTrainingScenario with(PostTrainingFramework other) {
    return new PostTrainingScenario(
        name, cluster, models, workload, other, plan, published, assumptions);
  }

  /** The same question about another plan. */
  public PostTrainingScenario with(PostTrainingPlan other) {
    return new PostTrainingScenario(
        name, cluster, models, workload, framework, Optional.of(other), published, assumptions);
  }

  /**
   * Whether a key was chosen because the input does not have it, such as {@code workload.sharding}.
   */
  public boolean assumes(String path) {
    return assumptions.stream().anyMatch(it -> it.path().equals(path));
  }

  /** The same question with another workload, and with other reasons for what was assumed of it. */
  public PostTrainingScenario with(PostTraining other, List<Assumption> instead) {
    Map<String, Assumption> byPath = new LinkedHashMap<>();
    assumptions.forEach(it -> byPath.put(it.path(), it));
    instead.forEach(it -> byPath.put(it.path(), it));
    return new PostTrainingScenario(
        name, cluster, models, other, framework, plan, published, List.copyOf(byPath.values()));
  }

  /** The same question run by a framework that somebody chose in place of the assumed one. */
  public PostTrainingScenario runBy(PostTrainingFramework other, String reason) {
    return with(
            workload.withFramework(other.id()),
            List.of(new Assumption(FRAMEWORK, other.id(), reason), other.assumedMemory()))
        .with(other);
  }
}
