package io.millrace.ui.runs;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.report.ExplanationJson;
import io.millrace.model.report.JsonText;
import io.millrace.model.report.PlanningJson;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningJob;
import io.millrace.planner.PlanningProgress;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.question.Explainer;
import io.millrace.scenarios.Question;
import io.millrace.simulator.cost.Calibration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Searches the best plans of a scenario, and those of which none is better in every respect, and
 * explains why the best one is the best.
 */
public final class PlanningWork implements RunWork {
  private static final long LOOK_MILLIS = 100;

  private final ScenarioTexts texts = new ScenarioTexts();
  private final Calibration calibration = Calibration.bundled();
  private final Planner planner = Planner.with(calibration);
  private final PostTrainingPlanningWork postTraining;
  private final int threads;

  /**
   * Searches.
   *
   * @param threads of each search
   */
  public PlanningWork(int threads) {
    this.threads = threads;
    this.postTraining = new PostTrainingPlanningWork(threads);
  }

  @Override
  public String answer(String question, Watch watch) {
    return switch (texts.question(question).orThrow()) {
      case Question.Training asked -> plan(asked.scenario(), watch);
      case Question.PostTraining asked -> postTraining.answer(asked.scenario(), watch);
      case Question.Streams _ ->
          throw new InvalidInputException(
              List.of(
                  new Issue(
                      "workload.type", "'streams' says itself what runs where", "simulate it")));
    };
  }

  private String plan(Scenario scenario, Watch watch) {
    PlanningRequest request = PlanningRequest.of(scenario).withThreads(threads).withPareto();
    PlanningJob job = planner.start(request);
    SearchHistory history = new SearchHistory(request.objective().key(), System.nanoTime());
    PlanningProgress told = null;
    while (!job.done()) {
      if (watch.cancelled()) {
        job.cancel();
      }
      PlanningProgress now = job.progress();
      if (!now.equals(told)) {
        watch.progress(history.at(now, System.nanoTime()));
        told = now;
      }
      pause(job);
    }
    PlanningReport report = job.result();
    ObjectNode answer = PlanningJson.of(report);
    // Who cancels does not want to wait for the reasons.
    if (!watch.cancelled()) {
      Explainer.of(request, calibration)
          .explain(report)
          .ifPresent(why -> answer.set("explanation", ExplanationJson.of(why)));
    }
    return JsonText.of(answer);
  }

  /** A server that ends does not wait for the rest. */
  private static void pause(PlanningJob job) {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      job.cancel();
      job.result();
      throw new IllegalStateException("the server ends", e);
    }
  }
}
