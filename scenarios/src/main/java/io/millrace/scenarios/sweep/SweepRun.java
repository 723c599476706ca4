package io.millrace.scenarios.sweep;

import io.millrace.model.input.Parsed;
import io.millrace.planner.search.Background;
import io.millrace.scenarios.library.ScenarioLibrary;
import java.nio.file.Path;
import java.util.List;

/**
 * The front door of sweeps: reads one, says what it comes to, runs it.
 *
 * <pre>{@code
 * SweepRun run = SweepRun.read(file).orThrow();
 * SweepOutcome outcome = run.start(folder, new LocalExecutor(2)).result();
 * }</pre>
 */
public final class SweepRun {
  private final Sweep sweep;

  private SweepRun(Sweep sweep) {
    this.sweep = sweep;
  }

  /** Reads a sweep's file. */
  public static Parsed<SweepRun> read(Path file) {
    return new SweepReader(ScenarioLibrary.open())
        .read(file)
        .then(it -> new Parsed.Valid<>(new SweepRun(it)));
  }

  /** What people call it. */
  public String name() {
    return sweep.name();
  }

  /** Points, before conditions. */
  public long points() {
    return sweep.points().count();
  }

  /** Files that it is written in. */
  public int chunks() {
    return sweep.chunks();
  }

  /** Counts the rows and tries some, for a number of threads. */
  public SweepPreview preview(int threads) {
    return new Previewer(sweep).preview(threads);
  }

  /**
   * Starts to make what a folder does not have yet, in the background.
   *
   * @param executor who makes it
   */
  public SweepJob start(Path folder, SweepExecutor executor) {
    SweepProgress progress = new SweepProgress();
    return new SweepJob(progress, Background.start("sweep", () -> run(folder, executor, progress)));
  }

  private SweepOutcome run(Path folder, SweepExecutor executor, SweepProgress progress) {
    long start = System.nanoTime();
    ResultFolder results = ResultFolder.open(folder, sweep);
    List<Chunk> missing = results.missing(sweep);
    progress.begin(missing.size());
    executor.run(new SweepTask(sweep, missing, results, progress));
    return new SweepOutcome(
        sweep.chunks(),
        sweep.chunks() - missing.size(),
        progress.chunks(),
        progress.rows(),
        progress.failures(),
        (System.nanoTime() - start) / 1e9);
  }
}
