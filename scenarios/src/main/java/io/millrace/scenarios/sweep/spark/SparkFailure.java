package io.millrace.scenarios.sweep.spark;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Spark throws, as what somebody can do about it. Spark hands on only the text of what went
 * wrong in an executor, a stack trace in it.
 */
final class SparkFailure {
  private static final String KEPT = "what was done is kept; the same command goes on";

  /** As in "Lost task 0.3 in stage 0.0 (TID 3) (10.0.0.7 executor 1): java.io.IOException: ...". */
  private static final Pattern IN_EXECUTOR =
      Pattern.compile("\\((?<host>\\S+) executor (?<id>\\S+)\\): (?<trace>.*)", Pattern.DOTALL);

  private static final Pattern CAUSE = Pattern.compile("(?m)^Caused by: (.*)$");

  /** A kind of failure, known by what its text contains. */
  private record Known(Pattern sign, String what, String hint) {
    Known(String sign, String what, String hint) {
      this(Pattern.compile(sign), what, hint);
    }
  }

  private static final List<Known> IN_EXECUTORS =
      List.of(
          new Known(
              "UnsupportedClassVersionError",
              "runs an older Java than 25",
              "install a JDK 25 on every worker and name it there as JAVA_HOME, or for this sweep by"
                  + " spark.executorEnv.JAVA_HOME"),
          new Known(
              "No space left on device|File too large|Disk quota exceeded|not enough space",
              "has no room for files",
              "make room in its folder for temporary files (java.io.tmpdir, spark.local.dir); "
                  + KEPT),
          new Known(
              "OutOfMemoryError|exit(ed with)? code:? (52|137)\\b",
              "has too little memory",
              "spark.executor.memory gives more; " + KEPT),
          new Known(
              "(ClassNotFoundException|NoClassDefFoundError): io[./]millrace",
              "has no Millrace",
              "hand its jar to spark-submit, as docs/sweeps.md shows"),
          new Known(
              "InvalidClassException|NoSuchMethodError|IncompatibleClassChangeError",
              "runs another Spark or Millrace than the driver",
              "they have to be the same release"),
          new Known(
              "IOException",
              "cannot write files",
              "see its folder for temporary files (java.io.tmpdir); " + KEPT));

  private static final Pattern NOT_REGISTERED =
      Pattern.compile(
          "SparkContext has been shut ?down|stopped SparkContext|SparkContext was shut");

  private SparkFailure() {}

  /**
   * What to throw instead. What nobody outside can mend stays what it is.
   *
   * @param version of Spark here
   */
  static RuntimeException of(Exception thrown, String master, String version) {
    for (@Nullable Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof InvalidInputException invalid) {
        return invalid;
      }
    }
    String text = String.valueOf(thrown.getMessage());
    return inExecutor(text)
        .or(() -> notRegistered(text, master, version))
        .<RuntimeException>map(InvalidInputException::new)
        .orElseGet(
            () ->
                thrown instanceof RuntimeException ours
                    ? ours
                    : new IllegalStateException(text, thrown));
  }

  private static Optional<Issue> inExecutor(String text) {
    Matcher executor = IN_EXECUTOR.matcher(text);
    if (!executor.find()) {
      return Optional.empty();
    }
    String trace = executor.group("trace");
    return IN_EXECUTORS.stream()
        .filter(it -> it.sign().matcher(trace).find())
        .findFirst()
        .map(
            it ->
                new Issue(
                    "executor %s on %s".formatted(executor.group("id"), executor.group("host")),
                    "%s (%s)".formatted(it.what(), cause(trace)),
                    it.hint()));
  }

  /** The innermost of the causes, in a line. */
  private static String cause(String trace) {
    String cause = trace.lines().findFirst().orElse("").strip();
    Matcher causes = CAUSE.matcher(trace);
    while (causes.find()) {
      cause = causes.group(1).strip();
    }
    return cause;
  }

  private static Optional<Issue> notRegistered(String text, String master, String version) {
    return NOT_REGISTERED.matcher(text).find()
        ? Optional.of(
            new Issue(
                "--master",
                "'" + master + "' does not take this application, or no longer",
                "is it a master of Spark " + version + ", and is it still there? " + KEPT))
        : Optional.empty();
  }
}
