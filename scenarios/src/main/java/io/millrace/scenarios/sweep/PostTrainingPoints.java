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
    write(report(plan()), rows);
  }

  /** Fills a row by the engine, where transfers share links. */
  void simulate(RowTable rows) {
    PostTrainingPlan plan = plan();
    write(report(plan), rows);
    double seconds = PostTrainingSimulator.with(calibration).simulate(scenario, plan).stepSeconds();
    rows.set(columns.of(Result.ITERATION_SECONDS), seconds);
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
      rows.set(columns.of(Result.STATUS), "does not fit");
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
      write(best.get(rank).report(), rows);
      rows.set(columns.of(Result.ITERATION_SECONDS), best.get(rank).simulated());
      rows.set(columns.of(Result.PLAN_RANK), (long) rank + 1);
      rows.set(columns.of(Result.GAP), answer.search().gap());
    }
  }

  private PostTrainingRequest request() {
    PostTrainingRequest usual = PostTrainingRequest.of(scenario);
    long work = Math.min(question.search().work(), PostTrainingRequest.USUAL_WORK);
    return usual.with(new SearchEffort(Optional.empty(), work, 1));
  }

  private void write(StepReport report, RowTable rows) {
    rows.set(columns.of(Result.STATUS), report.feasible() ? "ok" : "does not fit");
    if (!report.feasible()) {
      rows.set(columns.of(Result.ERROR), String.join("; ", report.reasons()));
    }
    rows.set(columns.of(Result.PLAN), report.plan());
    rows.set(columns.of(Result.DEVICES), (long) scenario.cluster().devices());
    rows.set(columns.of(Result.ITERATION_SECONDS), report.stepTime().value());
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
}
