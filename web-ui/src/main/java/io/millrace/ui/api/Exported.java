package io.millrace.ui.api;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.planfile.PlanFile;
import io.millrace.model.planfile.PlanFileReader;
import io.millrace.model.planfile.PostTrainingPlanFile;
import io.millrace.model.planfile.PostTrainingPlanFileReader;
import io.millrace.planner.export.Gap;
import io.millrace.planner.export.LaunchFolder;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.PlanExporter;
import io.millrace.planner.export.posttraining.PostTrainingExporter;
import io.millrace.planner.export.posttraining.PostTrainingFolder;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.scenarios.Question;
import io.millrace.ui.export.LaunchArchive;
import io.millrace.ui.runs.ScenarioTexts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A plan as the files that a launcher starts.
 *
 * @param launcher the key of whom they are for
 * @param files texts by their names; none where there are obstacles
 * @param obstacles why the launcher cannot run the plan; empty where it can
 * @param gaps what the files do not say
 * @param warnings why the plan may run out of memory
 */
record Exported(
    String launcher,
    SortedMap<String, String> files,
    List<String> obstacles,
    List<Gap> gaps,
    List<String> warnings) {
  /** All that somebody can be exported to. */
  static final List<String> LAUNCHERS =
      Stream.concat(Launcher.keys().stream(), Launchers.keys().stream()).toList();

  private static final PlanFileReader PLANS = PlanFileReader.bundled();
  private static final PostTrainingPlanFileReader STEPS = PostTrainingPlanFileReader.bundled();

  /** The files of a plan's file, or of a scenario with its plan, in YAML or JSON. */
  static Parsed<Exported> of(String text, String launcher, ScenarioTexts texts) {
    Parsed<Document> document = ScenarioTexts.document(text);
    if (document instanceof Parsed.Valid<Document> valid) {
      if (PlanFileReader.isPlan(valid.value())) {
        return PLANS.read(valid.value()).then(it -> training(it, launcher));
      }
      if (PostTrainingPlanFileReader.isPlan(valid.value())) {
        return STEPS.read(valid.value()).then(it -> postTraining(it, launcher));
      }
    }
    return texts.question(text).then(it -> ofQuestion(it, launcher));
  }

  private static Parsed<Exported> ofQuestion(Question question, String launcher) {
    return switch (question) {
      case Question.Training asked ->
          asked
              .scenario()
              .plan()
              .map(it -> training(PlanFile.of(asked.scenario(), it), launcher))
              .orElseGet(Exported::withoutPlan);
      case Question.PostTraining asked ->
          asked
              .scenario()
              .plan()
              .map(it -> postTraining(PostTrainingPlanFile.of(asked.scenario(), it), launcher))
              .orElseGet(Exported::withoutPlan);
      case Question.Streams _ ->
          refused("workload.type", "no launcher that Millrace writes for runs streams", "");
    };
  }

  private static Parsed<Exported> training(PlanFile plan, String key) {
    Optional<Launcher> launcher = Launcher.of(key);
    if (launcher.isEmpty()) {
      return unknown(key, "training", Launcher.keys());
    }
    LaunchFolder folder = LaunchFolder.of(PlanExporter.of(launcher.get()), LaunchJob.of(plan));
    List<String> obstacles = folder.obstacles().stream().map(Gap::toString).toList();
    return new Parsed.Valid<>(
        new Exported(key, checked(folder.files(), obstacles), obstacles, folder.gaps(), List.of()));
  }

  private static Parsed<Exported> postTraining(PostTrainingPlanFile plan, String key) {
    Optional<PostTrainingExporter> exporter = PostTrainingExporter.of(key);
    if (exporter.isEmpty()) {
      return unknown(key, "post-training", Launchers.keys());
    }
    PostTrainingFolder folder =
        PostTrainingFolder.of(exporter.get(), new PostTrainingLaunchJob(plan));
    return new Parsed.Valid<>(
        new Exported(
            key,
            checked(folder.files(), folder.refusals()),
            folder.refusals(),
            folder.gaps(),
            folder.warnings()));
  }

  /** Whoever unpacks the files gets them in the folder they name, whatever a scenario says. */
  private static SortedMap<String, String> checked(
      Map<String, String> files, List<String> obstacles) {
    return obstacles.isEmpty() ? LaunchArchive.of(files).files() : new TreeMap<>();
  }

  private static Parsed<Exported> unknown(String key, String runs, List<String> known) {
    return refused(
        Issue.WHOLE,
        "'%s' runs no plan of %s".formatted(key, runs),
        "Known: " + String.join(", ", known));
  }

  private static Parsed<Exported> withoutPlan() {
    return refused("plan", "is missing", "say how to spread the work");
  }

  private static Parsed<Exported> refused(String path, String message, String hint) {
    return new Parsed.Invalid<>(List.of(new Issue(path, message, hint)));
  }
}
