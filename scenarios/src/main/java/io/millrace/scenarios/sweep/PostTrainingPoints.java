package io.millrace.scenarios.sweep;

import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.DeviceFill;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepReport;
import io.millrace.planner.SearchEffort;
import io.millrace.planner.posttraining.PostTrainingAnswer;
import io.millrace.planner.posttraining.PostTrainingAnswer.Planned;
import io.millrace.planner.posttraining.PostTrainingPlanner;
import io.millrace.planner.posttraining.PostTrainingRequest;
import io.millrace.simulator.PostTrainingEstimator;
import io.millrace.simulator.PostTrainingSimulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.Range;
import io.millrace.simulator.range.RangeMethod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Evaluates iterations of post-training: placements that are given, or the best. */
final class PostTrainingPoints {
  private final PostTrainingScenario scenario;
  private final Calibration calibration;
  private final Question question;
  private final RowColumns columns;

  PostTrainingPoints(
      PostTrainingScenario scenario,
      Calibration calibration,
      Question question,
      RowColumns columns) {
    this.scenario = scenario;
    this.calibration = calibration;
    this.question = question;
    this.columns = columns;
  }

  /** Fills a row by the closed form. */
  void cost(RowTable rows) {
    StepReport report = report(plan());
    write(report, report.stepTime().value(), Evaluation.COST, rows);
  }

  /** Fills a row by the engine, where transfers share links. */
  void simulate(RowTable rows) {
    PostTrainingPlan plan = plan();
    double seconds = PostTrainingSimulator.with(calibration).simulate(scenario, plan).stepSeconds();
    write(report(plan), seconds, Evaluation.SIMULATE, rows);
  }

  private PostTrainingPlan plan() {
    return scenario.plan().orElseThrow(PostTrainingContexts::withoutPlan);
  }

  private StepReport report(PostTrainingPlan plan) {
    return PostTrainingEstimator.with(calibration, RangeMethod.none()).estimate(scenario, plan);
  }

  /** Fills rows with the best placements. */
  void plan(RowTable rows) {
    PostTrainingAnswer answer = PostTrainingPlanner.with(calibration).plan(request());
    if (!answer.feasible()) {
      rows.set(columns.of(Result.STATUS), Status.DOES_NOT_FIT.key());
      rows.set(columns.of(Result.ERROR), String.join("; ", answer.refusals()));
      rows.fail();
      return;
    }
    int point = rows.size() - 1;
    List<Planned> best = answer.finalists().stream().limit(question.best().orElse(1)).toList();
    for (int rank = 0; rank < best.size(); rank++) {
      if (rank > 0) {
        rows.begin(rows, point);
      }
      write(best.get(rank).report(), best.get(rank).simulated(), Evaluation.PLAN, rows);
      rows.set(columns.of(Result.PLAN_RANK), (long) rank + 1);
      rows.set(columns.of(Result.GAP), answer.search().gap());
    }
  }

  private PostTrainingRequest request() {
    PostTrainingRequest usual = PostTrainingRequest.of(scenario);
    long work = Math.min(question.search().work(), PostTrainingRequest.USUAL_WORK);
    return usual.with(new SearchEffort(Optional.empty(), work, 1));
  }

  /** Writes a report's figures; its time may be that of the engine. */
  private void write(StepReport report, double seconds, Evaluation evaluation, RowTable rows) {
    rows.set(columns.of(Result.STATUS), Status.of(report.feasible()).key());
    if (!report.feasible()) {
      rows.set(columns.of(Result.ERROR), String.join("; ", report.reasons()));
    }
    rows.set(columns.of(Result.PLAN), report.plan());
    rows.set(columns.of(Result.DEVICES), (long) scenario.cluster().devices());
    rows.set(columns.of(Result.EVALUATION), evaluation.key());
    rows.set(columns.of(Result.ITERATION_SECONDS), seconds);
    Range range = range();
    rows.set(columns.of(Result.ITERATION_SECONDS_LOW), seconds * range.low());
    rows.set(columns.of(Result.ITERATION_SECONDS_HIGH), seconds * range.high());
    double tokens = scenario.workload().rollouts() * scenario.workload().meanSequence();
    rows.set(columns.of(Result.TOKENS_PER_SECOND), tokens / seconds);
    rows.set(columns.of(Result.TOKENS_PER_SECOND_LOW), tokens / (seconds * range.high()));
    rows.set(columns.of(Result.TOKENS_PER_SECOND_HIGH), tokens / (seconds * range.low()));
    rows.set(
        columns.of(Result.TOKENS_PER_SECOND_PER_DEVICE),
        tokens / seconds / scenario.cluster().devices());
    Optional<DeviceFill> fullest =
        report.calls().stream()
            .flatMap(it -> it.fill().stream())
            .max(Comparator.comparingDouble(DeviceFill::bytes));
    fullest.ifPresent(
        it -> {
          rows.set(columns.of(Result.MEMORY_BYTES), it.bytes());
          rows.set(columns.of(Result.MEMORY_SHARE), it.bytes() / it.capacity());
        });
  }

  /** What the model leaves out, the most of all models that take part, as estimates have it. */
  private Range range() {
    double error =
        scenario.models().values().stream()
            .mapToDouble(calibration::structuralError)
            .max()
            .orElse(0);
    return Range.logNormal(error * error, List.of());
  }
}
