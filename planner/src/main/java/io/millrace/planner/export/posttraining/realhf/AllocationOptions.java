package io.millrace.planner.export.posttraining.realhf;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.posttraining.Overrides;
import io.millrace.planner.export.posttraining.Placements;
import io.millrace.planner.posttraining.launcher.RealHfExperiment;
import java.util.Optional;

/** Reads allocations as options of a manual run (examples/scripts/local/ppo_manual.sh). */
final class AllocationOptions {
  private final PostTrainingScenario question;
  private final RealHfExperiment experiment;
  private final NodeNames names;

  AllocationOptions(PostTrainingScenario question, RealHfExperiment experiment) {
    this.question = question;
    this.experiment = experiment;
    this.names = new NodeNames(question.cluster().devicesPerNode());
  }

  Parsed<PostTrainingPlan> read(String text) {
    Overrides options = Overrides.parse(text);
    Issues issues = new Issues();
    Placements placements = new Placements(question, issues);
    for (ModelFunctionCall call : question.workload().dataflow().placed()) {
      String section = experiment.section(call);
      placement(section, options, issues)
          .ifPresent(it -> placements.put(call, section + ".parallel", it));
    }
    return placements.plan();
  }

  private Optional<CallPlacement> placement(String section, Overrides options, Issues issues) {
    String key = section + ".device_mesh";
    Optional<String> name = options.text(key);
    if (name.isEmpty()) {
      issues.add(key, "is missing", "such as NODE01:0,1,2,3 or NODE[01-02]");
      return Optional.empty();
    }
    Optional<DeviceMesh> mesh = names.mesh(name.get());
    if (mesh.isEmpty()) {
      issues.add(
          key, "'" + name.get() + "' names no mesh", "such as NODE01:0,1,2,3 or NODE[01-02]");
      return Optional.empty();
    }
    String parallel = section + ".parallel.";
    try {
      return Optional.of(
          new CallPlacement(
              mesh.get(),
              new ParallelStrategy(
                  options.number(parallel + "data_parallel_size").orElse(1),
                  options.number(parallel + "model_parallel_size").orElse(1),
                  options.number(parallel + "pipeline_parallel_size").orElse(1),
                  1,
                  1),
              options.flag(parallel + "use_sequence_parallel"),
              1,
              options.number(section + ".n_mbs")));
    } catch (IllegalArgumentException e) {
      issues.add(Issue.of(section + ".parallel", String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }
}
