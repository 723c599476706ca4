package io.millrace.ui.sweeps;

import io.millrace.model.report.JsonText;
import io.millrace.scenarios.sweep.LocalExecutor;
import io.millrace.scenarios.sweep.SweepJob;
import io.millrace.scenarios.sweep.SweepOutcome;
import io.millrace.scenarios.sweep.SweepProgress;
import io.millrace.scenarios.sweep.SweepRun;
import io.millrace.ui.runs.RunWork;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes the rows of a sweep that are not there yet; its answer says where they are. */
public final class SweepWork implements RunWork {
  private static final long LOOK_MILLIS = 100;

  private final SweepFolders folders;
  private final int threads;

  /**
   * Writes rows.
   *
   * @param folders below which they are
   * @param threads of each sweep
   */
  public SweepWork(SweepFolders folders, int threads) {
    this.folders = folders;
    this.threads = threads;
  }

  @Override
  public String answer(String question, Watch watch) {
    SweepRun sweep = SweepTexts.read(question).orThrow();
    SweepJob job =
        sweep.start(folders.ofOwner(watch.owner()).of(question), new LocalExecutor(threads));
    CompletableFuture<SweepOutcome> outcome = CompletableFuture.supplyAsync(job::result);
    while (!outcome.isDone()) {
      if (watch.cancelled()) {
        job.cancel();
      }
      tell(job.progress(), watch);
      pause(job, outcome);
    }
    SweepOutcome found = job.result();
    return JsonText.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("format", "sweep-run/1")
            .put("sweep", SweepFolders.id(question))
            .put("rows", found.rows())
            .put("withoutFigures", found.failures())
            .put("complete", found.complete()));
  }

  private static void tell(SweepProgress progress, Watch watch) {
    if (progress.missing() > 0) {
      watch.progress(
          (double) progress.chunks() / progress.missing(), "%,d rows".formatted(progress.rows()));
    }
  }

  /** A server that ends does not wait for the rest. */
  private static void pause(SweepJob job, CompletableFuture<SweepOutcome> outcome) {
    try {
      outcome.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The next look tells.
    } catch (InterruptedException e) {
      job.cancel();
      throw new IllegalStateException("the server ends", e);
    }
  }
}
