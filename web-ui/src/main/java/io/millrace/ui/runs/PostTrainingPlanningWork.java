package io.millrace.ui.runs;

import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.report.JsonText;
import io.millrace.planner.SearchEffort;
import io.millrace.planner.posttraining.PlacementJson;
import io.millrace.planner.posttraining.PostTrainingJob;
import io.millrace.planner.posttraining.PostTrainingPlanner;
import io.millrace.planner.posttraining.PostTrainingRequest;
import io.millrace.scenarios.text.Numbers;

/** Searches where the calls of post-training run best. */
final class PostTrainingPlanningWork {
  private static final long LOOK_MILLIS = 100;

  private final PostTrainingPlanner planner = PostTrainingPlanner.calibrated();
  private final int threads;

  PostTrainingPlanningWork(int threads) {
    this.threads = threads;
  }

  /** The answer in the format of placements. */
  String answer(PostTrainingScenario scenario, RunWork.Watch watch) {
    PostTrainingRequest usual = PostTrainingRequest.of(scenario);
    SearchEffort effort =
        new SearchEffort(usual.effort().timeLimit(), usual.effort().work(), threads);
    PostTrainingJob job = planner.start(usual.with(effort));
    PostTrainingJob.Progress told = null;
    while (!job.done()) {
      if (watch.cancelled()) {
        job.cancel();
      }
      PostTrainingJob.Progress now = job.progress();
      if (!now.equals(told)) {
        watch.progress(share(now), note(now));
        told = now;
      }
      pause(job);
    }
    return JsonText.of(PlacementJson.of(job.result()));
  }

  /** A server that ends does not wait for the rest. */
  private static void pause(PostTrainingJob job) {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      job.cancel();
      job.result();
      throw new IllegalStateException("the server ends", e);
    }
  }

  /** How close the proof is: nothing better than the bound is possible. */
  private static double share(PostTrainingJob.Progress progress) {
    return Double.isFinite(progress.seconds()) && progress.seconds() > 0
        ? Math.clamp(progress.bound() / progress.seconds(), 0.0, 1.0)
        : 0;
  }

  private static String note(PostTrainingJob.Progress progress) {
    String searched = progress.layout().isEmpty() ? "searching" : "searching " + progress.layout();
    return Double.isFinite(progress.seconds())
        ? "%s; best so far %s s an iteration, none below %s s"
            .formatted(searched, Numbers.plain(progress.seconds()), Numbers.plain(progress.bound()))
        : searched;
  }
}
