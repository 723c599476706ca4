package io.millrace.scenarios.cli;

import io.millrace.model.input.Parsed;
import io.millrace.scenarios.sweep.LocalExecutor;
import io.millrace.scenarios.sweep.SweepJob;
import io.millrace.scenarios.sweep.SweepExecutor;
import io.millrace.scenarios.sweep.SweepOutcome;
import io.millrace.scenarios.sweep.SweepRun;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace sweep}: one row for each point of a scenario's axes. */
@Command(
    name = "sweep",
    description =
        "Varies a scenario along axes and writes a row for each point. A sweep that was ended goes"
            + " on where it stopped.")
final class SweepCommand implements Callable<Integer> {
  @ParentCommand private Millrace millrace;

  @Parameters(paramLabel = "SWEEP", description = "A file: the scenario, its axes, what to ask.")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder of the rows, as Parquet in DIR/rows.")
  private Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many rows are made at once; as many as there are cores by default.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Run on Spark: local[*], spark://host:7077, yarn or k8s://... .")
  private @Nullable String master;

  @Override
  public Integer call() {
    return switch (SweepRun.read(file)) {
      case Parsed.Valid<SweepRun> valid -> run(valid.value());
      case Parsed.Invalid<SweepRun> invalid ->
          millrace.issues().print(file.toString(), invalid.issues());
    };
  }

  private SweepExecutor executor() {
    return master == null ? new LocalExecutor(threads) : OnSpark.executor(master);
  }

  private int run(SweepRun sweep) {
    SweepJob job = sweep.start(out, executor());
    SweepOutcome outcome = job.result();
    millrace
        .terminal()
        .out()
        .printf(
            Locale.ROOT,
            "%,d rows in %.1f s, %,.0f a second; %,d without figures; %,d of %,d chunks were there%n",
            outcome.rows(),
            outcome.seconds(),
            outcome.rows() / outcome.seconds(),
            outcome.failures(),
            outcome.present(),
            outcome.chunks());
    return ExitStatus.FINE;
  }
}
