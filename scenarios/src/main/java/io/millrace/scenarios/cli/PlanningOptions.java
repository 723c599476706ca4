package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.MemoryReserve;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.SearchEffort;
import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.posttraining.PostTrainingRequest;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code plan} searches for, among which plans, and for how long. */
final class PlanningOptions {
  @Option(
      names = "--objective",
      paramLabel = "WHAT",
      description = "What plans are compared by: time, cost, energy or tokens-per-dollar.")
  private @Nullable String objective;

  @Option(
      names = "--max-devices",
      paramLabel = "N",
      description = "Plans may use up to so many devices; without it, all of the cluster.")
  private @Nullable Integer maxDevices;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description = "End the search after that, such as 10s; the gap says what it may have missed.")
  private @Nullable String timeLimit;

  @Option(
      names = "--work",
      paramLabel = "PLANS",
      description = "End the search after so many plans are costed; repeatable, unlike a time.")
  private long work = Long.MAX_VALUE;

  @Option(
      names = "--top",
      paramLabel = "K",
      description =
          "Find the K best plans, each with other degrees. Without it, up to "
              + PlanningRequest.USUAL_TOP
              + ", those more than half a percent behind as far as they are met.")
  private @Nullable Integer top;

  @Mixin private MemoryReserveOption reserve;

  @Mixin private LauncherOption launcher;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      split = ",",
      description = "Choose among these precisions; without it, that of the scenario.")
  private List<String> precisions = new ArrayList<>();

  @Option(
      names = "--pareto",
      description = "Find all plans of which none is better in every respect.")
  private boolean pareto;

  /**
   * What to ask, if nothing is wrong.
   *
   * @param issues of the other options, to be told with those of these
   * @throws InvalidInputException with all issues
   */
  PlanningRequest request(Scenario question, List<Issue> issues) {
    List<Issue> all = new ArrayList<>(issues);
    Choices choices = new Choices(all);
    Amounts amounts = new Amounts(all);
    Optional<Objective> goal =
        choices.known("--objective", objective, List.of(Objective.values()), Objective::key);
    Optional<Launcher> starter = launcher.launcher(choices);
    List<TrainingPrecision> formats = new ArrayList<>();
    for (String name : precisions) {
      choices
          .known("--precision", name, List.of(TrainingPrecision.values()), TrainingPrecision::key)
          .ifPresent(formats::add);
    }
    Optional<Duration> limit = amounts.timeLimit(timeLimit);
    amounts.atLeastOne("--max-devices", maxDevices == null ? 1 : maxDevices);
    amounts.atLeastOne("--work", work);
    amounts.atLeastOne("--top", top == null ? 1 : top);
    MemoryReserve free = reserve.reserve(all);
    if (!all.isEmpty()) {
      throw new InvalidInputException(all);
    }
    PlanningRequest request =
        PlanningRequest.of(question).withWork(work).withPrecisions(formats).with(free);
    request = top == null ? request : request.withTop(top);
    request = goal.map(request::with).orElse(request);
    request = starter.map(request::with).orElse(request);
    request = limit.map(request::withTimeLimit).orElse(request);
    request = maxDevices == null ? request : request.withMaxDevices(maxDevices);
    return pareto ? request.withPareto() : request;
  }

  /**
   * What to ask about post-training, if nothing is wrong.
   *
   * @param withSensitivity whether that is asked for as well, which is an issue
   * @throws InvalidInputException with all issues
   */
  PostTrainingRequest request(PostTrainingScenario question, boolean withSensitivity) {
    List<Issue> all = new ArrayList<>();
    if (objective != null && !objective.equals(Objective.TIME.key())) {
      all.add(new Issue("--objective", "post-training is planned for time", "leave it out"));
    }
    notForPostTraining("--max-devices", maxDevices != null, all);
    notForPostTraining("--precision", !precisions.isEmpty(), all);
    notForPostTraining("--pareto", pareto, all);
    notForPostTraining("--sensitivity", withSensitivity, all);
    Optional<PostTrainingLauncher> starter = launcher.postTraining(new Choices(all));
    MemoryReserve free = reserve.reserve(all);
    Amounts amounts = new Amounts(all);
    Optional<Duration> limit = amounts.timeLimit(timeLimit);
    amounts.atLeastOne("--work", work);
    amounts.atLeastOne("--top", top == null ? 1 : top);
    if (!all.isEmpty()) {
      throw new InvalidInputException(all);
    }
    long nodes = work == Long.MAX_VALUE ? PostTrainingRequest.USUAL_WORK : work;
    PostTrainingRequest request = PostTrainingRequest.of(free.leaves(question));
    request = request.with(new SearchEffort(limit, nodes, request.effort().threads()));
    request = top == null ? request : request.withTop(top);
    return starter.map(request::with).orElse(request);
  }

  private static void notForPostTraining(String option, boolean given, List<Issue> issues) {
    if (given) {
      issues.add(new Issue(option, "is not for plans of post-training", "leave it out"));
    }
  }
}
