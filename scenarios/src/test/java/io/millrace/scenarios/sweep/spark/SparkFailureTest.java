package io.millrace.scenarios.sweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkFailureTest {
  private static final String MASTER = "spark://10.0.0.1:7077";

  private static RuntimeException of(Exception thrown) {
    return SparkFailure.of(thrown, MASTER, "4.2.0");
  }

  private static SparkException inExecutor(String trace) {
    return new SparkException(
        "Job aborted due to stage failure: Task 3 in stage 0.0 failed 4 times, most recent failure:"
            + " Lost task 3.3 in stage 0.0 (TID 8) (10.0.0.7 executor 12): "
            + trace);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          java.lang.UnsupportedClassVersionError: io/millrace/X            | runs an older Java than 25
          java.io.UncheckedIOException: java.io.IOException: No space left on device | has no room for files
          ExecutorLostFailure Reason: Command exited with code 137         | has too little memory
          java.lang.ClassNotFoundException: io.millrace.scenarios.X        | has no Millrace
          java.io.InvalidClassException: org.apache.spark.X; local class incompatible | runs another Spark
          java.io.UncheckedIOException: java.io.IOException: read-only     | cannot write files
          """)
  void saysWhichExecutorAndWhatIsWrong(String trace, String what) {
    assertThat(of(inExecutor(trace)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("executor 12 on 10.0.0.7")
        .hasMessageContaining(what);
  }

  @Test
  void tellsTheInnermostCause() {
    String trace =
        """
        java.lang.ExceptionInInitializerError
        \tat io.millrace.Some.method(Some.java:1)
        Caused by: java.lang.RuntimeException: cannot load
        \tat org.duckdb.Some.method(Some.java:1)
        Caused by: java.io.IOException: Disk quota exceeded
        \t... 9 more
        """;

    assertThat(of(inExecutor(trace)))
        .hasMessageContaining("has no room for files (java.io.IOException: Disk quota exceeded)");
  }

  @Test
  void aMasterOfAnotherReleaseIsAsked() {
    assertThat(of(new IllegalStateException("SparkContext has been shutdown")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(MASTER)
        .hasMessageContaining("Spark 4.2.0");
  }

  @Test
  void whatTheDriverCannotKeepIsSaidAsItIs() {
    InvalidInputException full =
        new InvalidInputException(new Issue("--out", "cannot be written", ""));

    assertThat(of(new SparkException("Execution error", full))).isSameAs(full);
  }

  @Test
  void ourMistakesStayOurs() {
    assertThat(of(inExecutor("java.lang.NullPointerException")))
        .isInstanceOf(IllegalStateException.class);
    IllegalStateException mistake = new IllegalStateException("ours");
    assertThat(of(mistake)).isSameAs(mistake);
  }
}
