package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.scenarios.sweep.LocalExecutor;
import io.millrace.scenarios.sweep.SweepExecutor;
import io.millrace.scenarios.sweep.SweepPreview;
import io.millrace.scenarios.sweep.SweepRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say who makes the rows of a sweep. */
final class SweepEngine {
  /**
   * Seconds by which a cluster starts later than threads: measured on a master, two workers and a
   * driver that shared two cores (docs/sweeps.md).
   */
  private static final double LATER_SECONDS = 15;

  /**
   * Seconds of work for the threads of this machine below which a cluster is not worth its start.
   * Work that n cores do in t seconds takes N cores t n/N, so N overtake n where t is the delay
   * over 1 - n/N; we do not know N before we ask, and count on twice our own.
   */
  private static final double CROSSOVER_SECONDS = LATER_SECONDS / (1 - 0.5);

  /** Masters that use the cores of this machine, on which threads are always sooner. */
  private static final String THIS_MACHINE = "local";

  private static final String ALL_CORES = "local[*]";

  /** The system property by which {@code spark-submit} says for which master it started us. */
  private static final String SUBMITTED = "spark.master";

  private enum Kind {
    AUTO,
    LOCAL,
    SPARK;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--engine",
      paramLabel = "auto|local|spark",
      description =
          "Threads of this process, or Apache Spark. 'auto', the default, takes threads unless there"
              + " is a cluster and more than 30 s to do.")
  private @Nullable String engine;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "The Spark cluster: spark://HOST:7077, local[*], yarn, k8s://URL; by default what"
              + " spark-submit was told.")
  private @Nullable String master;

  /** What makes the rows of a sweep. */
  SweepExecutor executor(SweepRun sweep, int threads) {
    List<Issue> issues = new ArrayList<>();
    Kind kind =
        new Choices(issues)
            .known("--engine", engine, List.of(Kind.values()), Kind::key)
            .orElse(Kind.AUTO);
    if (kind == Kind.LOCAL && master != null) {
      issues.add(new Issue("--master", "is for Spark", "leave it or --engine local out"));
    }
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
    Optional<String> url =
        Optional.ofNullable(master).or(() -> Optional.ofNullable(System.getProperty(SUBMITTED)));
    return switch (kind) {
      case LOCAL -> new LocalExecutor(threads);
      case SPARK -> OnSpark.executor(url.orElse(ALL_CORES));
      case AUTO ->
          url.isEmpty() || url.get().startsWith(THIS_MACHINE) || isShort(sweep, threads)
              ? new LocalExecutor(threads)
              : OnSpark.executor(url.get());
    };
  }

  private static boolean isShort(SweepRun sweep, int threads) {
    SweepPreview preview = sweep.preview(threads);
    OptionalDouble each = preview.secondsPerPoint();
    return each.isEmpty() || each.getAsDouble() * preview.points() / threads < CROSSOVER_SECONDS;
  }
}
