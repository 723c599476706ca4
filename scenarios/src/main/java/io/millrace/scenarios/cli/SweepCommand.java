package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.scenarios.query.Refusal;
import io.millrace.scenarios.query.SweepRows;
import io.millrace.scenarios.sweep.SweepJob;
import io.millrace.scenarios.sweep.SweepOutcome;
import io.millrace.scenarios.sweep.SweepPreview;
import io.millrace.scenarios.sweep.SweepProgress;
import io.millrace.scenarios.sweep.SweepRun;
import io.millrace.scenarios.text.SweepText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace sweep}: one row for each point of a scenario's axes. */
@Command(
    name = "sweep",
    description = {
      "Varies a scenario along axes and writes a row for each point, as Parquet.",
      "What a run did not finish, because it was ended or killed, the next one with the same --out"
          + " goes on with."
    })
final class SweepCommand implements Callable<Integer> {
  /** Reasons why rows have no figures that are told; {@code query} has all. */
  private static final int REASONS = 3;

  @ParentCommand private Millrace millrace;

  @Parameters(paramLabel = "SWEEP", description = "A file: the scenario, its axes, what to ask.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The folder of the rows: DIR/rows/*.parquet, and DIR/sweep.json of what. 'query DIR"
              + " \"FROM rows\" --csv FILE' makes them CSV.")
  private @Nullable Path out;

  @Option(
      names = "--dry-run",
      description = "Only count: points, rows, some of them, and how long they would take.")
  private boolean dryRun;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many rows are made at once; as many as there are cores by default.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private SweepEngine engine;

  @Override
  public Integer call() {
    checkOptions();
    return switch (SweepRun.read(file)) {
      case Parsed.Valid<SweepRun> valid -> dryRun ? preview(valid.value()) : run(valid.value());
      case Parsed.Invalid<SweepRun> invalid ->
          millrace.issues().print(file.toString(), invalid.issues());
    };
  }

  private void checkOptions() {
    List<Issue> issues = new ArrayList<>();
    if (out == null && !dryRun) {
      issues.add(
          new Issue("--out", "is missing", "name a folder for the rows, or ask for a --dry-run"));
    }
    if (threads < 1) {
      issues.add(new Issue("--threads", "must be at least 1", ""));
    }
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
  }

  private int preview(SweepRun sweep) {
    SweepPreview preview = sweep.preview(threads);
    Terminal terminal = millrace.terminal();
    terminal.out().print(SweepText.of(sweep, preview, terminal.palette()));
    return ExitStatus.FINE;
  }

  private int run(SweepRun sweep) {
    Path folder = Objects.requireNonNull(out);
    Terminal terminal = millrace.terminal();
    SweepJob job = sweep.start(folder, engine.executor(sweep, threads));
    try (SweepEnding _ = new SweepEnding(job, terminal.err())) {
      SweepOutcome outcome = outcome(sweep, job);
      terminal.out().print(SweepText.of(outcome, folder));
      if (outcome.failures() > 0) {
        terminal.out().print(SweepText.of(refusals(folder)));
      }
      terminal.out().flush();
      boolean nothing = outcome.complete() && outcome.rows() == outcome.failures();
      return nothing && outcome.rows() > 0 ? ExitStatus.INFEASIBLE : ExitStatus.FINE;
    }
  }

  private static List<Refusal> refusals(Path folder) {
    try (SweepRows rows = SweepRows.open(List.of(folder))) {
      return rows.refusals(REASONS);
    }
  }

  private SweepOutcome outcome(SweepRun sweep, SweepJob job) {
    SweepProgress progress = job.progress();
    Terminal terminal = millrace.terminal();
    try (ProgressLine _ =
        new ProgressLine(
            terminal.err(),
            elapsed -> SweepText.line(sweep, progress, elapsed),
            terminal.showsProgress())) {
      return job.result();
    }
  }
}
