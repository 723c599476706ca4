package io.millrace.ui.export;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.planfile.PlanFile;
import io.millrace.model.planfile.PlanFileWriter;
import io.millrace.model.planfile.PostTrainingPlanFile;
import io.millrace.model.planfile.PostTrainingPlanFileWriter;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.export.Gap;
import io.millrace.planner.export.LaunchFolder;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.PlanExporter;
import io.millrace.planner.export.posttraining.PostTrainingExporter;
import io.millrace.planner.export.posttraining.PostTrainingFolder;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.scenarios.Question;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What every launcher makes of a plan.
 *
 * @param name of the scenario
 * @param planFile the plan with its question, in {@code plan/1} or {@code post-training-plan/1}
 * @param offers of the launchers, in their order; those that cannot run the plan as well
 */
public record Export(String name, String planFile, List<Offer> offers) {

  /** Copies the list. */
  public Export {
    offers = List.copyOf(offers);
  }

  /**
   * What a launcher makes of a plan.
   *
   * @param launcher its key
   * @param release that the files were written for
   * @param files texts by their names; where the launcher would run another plan, there are none
   * @param obstacles why it cannot run the plan; empty where it can
   * @param gaps what the files do not say
   * @param remarks what to know before using them
   */
  public record Offer(
      String launcher,
      String release,
      SortedMap<String, String> files,
      List<String> obstacles,
      List<String> gaps,
      List<String> remarks) {

    /** Copies the collections. */
    public Offer {
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
      obstacles = List.copyOf(obstacles);
      gaps = List.copyOf(gaps);
      remarks = List.copyOf(remarks);
    }

    /** Whether the launcher can run the plan. */
    public boolean runs() {
      return obstacles.isEmpty();
    }
  }

  /** The plan of a question for every launcher of its kind, or why there is none. */
  public static Parsed<Export> of(Question question) {
    return switch (question) {
      case Question.Training(Scenario it) when it.plan().isPresent() ->
          new Parsed.Valid<>(training(it));
      case Question.PostTraining(PostTrainingScenario it) when it.plan().isPresent() ->
          new Parsed.Valid<>(postTraining(it, it.plan().get()));
      case Question.Streams _ -> invalid("no launcher is known for workers joined by streams");
      default -> invalid("the scenario has no plan");
    };
  }

  /** The files of all launchers that can run the plan, each in a folder, and the plan. */
  public LaunchArchive archive() {
    SortedMap<String, String> files = new TreeMap<>();
    offers.stream()
        .filter(Offer::runs)
        .forEach(
            offer ->
                offer
                    .files()
                    .forEach((name, text) -> files.put(offer.launcher() + "/" + name, text)));
    files.put("plan.json", planFile);
    return new LaunchArchive(files);
  }

  private static Parsed<Export> invalid(String message) {
    return new Parsed.Invalid<>(List.of(Issue.of("plan", message)));
  }

  private static Export training(Scenario scenario) {
    PlanFile file = PlanFile.of(scenario, scenario.plan().orElseThrow());
    LaunchJob job = LaunchJob.of(file);
    return new Export(
        scenario.name(),
        PlanFileWriter.bundled().toText(file),
        PlanExporter.all().stream().map(it -> offer(it, job)).toList());
  }

  private static Offer offer(PlanExporter exporter, LaunchJob job) {
    LaunchFolder folder = LaunchFolder.of(exporter, job);
    boolean runs = folder.obstacles().isEmpty();
    return new Offer(
        folder.launcher().key(),
        exporter.release(),
        runs ? folder.files() : new TreeMap<>(),
        folder.obstacles().stream().map(Gap::toString).toList(),
        folder.gaps().stream().filter(it -> !it.prevents()).map(Gap::toString).toList(),
        runs ? exporter.export(job).remarks() : List.of());
  }

  private static Export postTraining(PostTrainingScenario scenario, PostTrainingPlan plan) {
    PostTrainingLaunchJob job = PostTrainingLaunchJob.of(scenario, plan);
    return new Export(
        scenario.name(),
        PostTrainingPlanFileWriter.bundled().toText(PostTrainingPlanFile.of(scenario, plan)),
        PostTrainingExporter.all().stream().map(it -> offer(it, job)).toList());
  }

  private static Offer offer(PostTrainingExporter exporter, PostTrainingLaunchJob job) {
    PostTrainingFolder folder = PostTrainingFolder.of(exporter, job);
    return new Offer(
        folder.launcher(),
        exporter.release(),
        folder.files(),
        folder.refusals(),
        folder.gaps().stream()
            .map(Gap::toString)
            .collect(Collectors.toCollection(LinkedHashSet::new))
            .stream()
            .toList(),
        folder.warnings());
  }
}
