package io.millrace.planner.export.posttraining.realhf;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.plan.Sharding;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.posttraining.Overrides;
import io.millrace.planner.export.posttraining.Placements;
import io.millrace.planner.export.posttraining.PostTrainingImporter;
import io.millrace.planner.export.posttraining.TrainerSettings;
import io.millrace.planner.posttraining.launcher.RealHfExperiment;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** ReaLHF's allocations: the JSON of its search, or the options of a manual run. */
public final class RealHfImporter implements PostTrainingImporter {

  /** For service loaders. */
  public RealHfImporter() {}

  @Override
  public String key() {
    return RealHfExporter.KEY;
  }

  @Override
  public String reads() {
    return "a JSON list of allocations, or a script with <call>.device_mesh and <call>.parallel";
  }

  @Override
  public String planFile() {
    return LaunchFiles.SCRIPT;
  }

  /** Megatron's distributed optimizer; allocations do not say what is computed again. */
  @Override
  public TrainerSettings settings(String text) {
    return new TrainerSettings(
        Optional.of(Sharding.ZERO1),
        Overrides.parse(text)
            .text("actor.gradient_checkpointing")
            .map(it -> TrainerSettings.recompute(it.equalsIgnoreCase("true"))));
  }

  @Override
  public Parsed<PostTrainingPlan> read(String text, PostTrainingScenario question) {
    Optional<RealHfExperiment> experiment = RealHfExperiment.of(question.workload().dataflow());
    if (experiment.isEmpty()) {
      return new Parsed.Invalid<>(
          List.of(Issue.of("workload.algorithm", "no experiment of ReaLHF has these calls")));
    }
    if (!text.stripLeading().startsWith("[") && !text.stripLeading().startsWith("{")) {
      return new AllocationOptions(question, experiment.get()).read(text);
    }
    return Document.parse(text, true).then(it -> read(it, experiment.get(), question));
  }

  private static Parsed<PostTrainingPlan> read(
      Document document, RealHfExperiment experiment, PostTrainingScenario question) {
    Issues issues = new Issues();
    document.issues().forEach(issues::add);
    Placements placements = new Placements(question, issues);
    AllocationReader reader = new AllocationReader(question, experiment, issues, placements);
    JsonNode list = document.root();
    if (!list.isArray()) {
      return new Parsed.Invalid<>(
          List.of(new Issue(Issue.WHOLE, "is no list", "[{rpc, device_mesh, parallel}, ...]")));
    }
    for (int i = 0; i < list.size(); i++) {
      reader.read(list.get(i), "[%d]".formatted(i));
    }
    return placements.plan();
  }
}
