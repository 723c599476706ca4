package io.millrace.ui.runs;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.report.JsonText;
import io.millrace.model.report.PlanningJson;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningJob;
import io.millrace.planner.PlanningProgress;
import io.millrace.planner.PlanningRequest;
import io.millrace.scenarios.Question;
import java.util.List;

/** Searches the best plans of a scenario, and those of which none is better in every respect. */
public final class PlanningWork implements RunWork {
  private static final long LOOK_MILLIS = 100;

  private final ScenarioTexts texts = new ScenarioTexts();
  private final Planner planner = Planner.calibrated();
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
    PlanningJob job = planner.start(PlanningRequest.of(scenario).withThreads(threads).withPareto());
    PlanningProgress told = null;
    while (!job.done()) {
      if (watch.cancelled()) {
        job.cancel();
      }
      PlanningProgress now = job.progress();
      if (!now.equals(told)) {
        watch.progress(share(now), note(now));
        told = now;
      }
      pause(job);
    }
    return JsonText.of(PlanningJson.of(job.result()));
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

  private static double share(PlanningProgress progress) {
    return progress.candidates() == 0 ? 0 : (double) progress.decided() / progress.candidates();
  }

  private static String note(PlanningProgress progress) {
    String counted =
        "%,d of %,d plans decided".formatted(progress.decided(), progress.candidates());
    return progress
        .best()
        .map(
            it ->
                "%s; best so far %s, %.4g s an iteration"
                    .formatted(counted, it.plan().label(), it.seconds()))
        .orElse(counted);
  }
}
