package io.millrace.scenarios.sweep;

import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.planner.search.Background;
import io.millrace.scenarios.library.ScenarioLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

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

  /**
   * Reads a sweep in YAML or JSON of somebody who must not read files here: it may only name what
   * ships.
   */
  public static Parsed<SweepRun> parse(String text) {
    return Document.parse(text, text.stripLeading().startsWith("{")).then(SweepRun::parse);
  }

  /** Reads a sweep again from what a folder says of its rows; it may only name what ships. */
  public static Parsed<SweepRun> ofRows(Path folder) {
    return Document.read(folder.resolve(ResultFolder.MANIFEST))
        .then(it -> parse(new Document(it.root().path("sweep"))));
  }

  private static Parsed<SweepRun> parse(Document document) {
    return new SweepReader(ScenarioLibrary.open())
        .read(document)
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

  /**
   * The scenario of a point, with its plan where the sweep gives one. Parameters of the cost model
   * that were drawn are no part of it.
   *
   * @throws io.millrace.model.input.InvalidInputException if an axis does not fit the scenario
   */
  public ObjectNode scenario(long point) {
    Objects.checkIndex(point, points());
    return new ScenarioTemplate(sweep, ScenarioReader.bundled()).written(sweep.points().at(point));
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
