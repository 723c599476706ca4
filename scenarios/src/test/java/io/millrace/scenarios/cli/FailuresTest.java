package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.text.Palette;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class FailuresTest {
  private static final Pattern LOG = Pattern.compile("the details are in (\\S+\\.log);");

  private final StringWriter err = new StringWriter();

  @Test
  void saysThatItIsOurFaultAndWhereTheDetailsAre() throws IOException {
    int status = run(new IllegalStateException("the sum is wrong"), "fail");

    assertThat(status).isEqualTo(3);
    assertThat(err.toString().lines())
        .hasSize(2)
        .first()
        .isEqualTo("millrace: this is our fault: IllegalStateException: the sum is wrong");
    Matcher log = LOG.matcher(err.toString());
    assertThat(log.find()).isTrue();
    Path file = Path.of(log.group(1));
    assertThat(Files.readString(file))
        .startsWith("arguments: [fail]")
        .contains("IllegalStateException: the sum is wrong")
        .contains("at " + FailuresTest.class.getName());
    Files.delete(file);
  }

  @Test
  void showsTheStackTraceToThoseWhoAskForIt() {
    int status = run(new IllegalStateException("the sum is wrong"), "--debug", "fail");

    assertThat(status).isEqualTo(3);
    assertThat(err.toString()).contains("at " + FailuresTest.class.getName());
  }

  @Test
  void takesABottomlessRecursionForItsOwnFault() throws IOException {
    assertThat(run(new StackOverflowError(), "fail")).isEqualTo(3);
    Matcher log = LOG.matcher(err.toString());
    assertThat(log.find()).isTrue();
    Files.delete(Path.of(log.group(1)));
  }

  @Test
  void takesAScenarioThatNeedsTooMuchMemoryForAnIssue() {
    int status = run(new OutOfMemoryError("Java heap space"), "fail");

    assertThat(status).isEqualTo(2);
    assertThat(err.toString())
        .contains("millrace fail has 1 issue")
        .contains("needs more memory than there is");
  }

  private int run(Throwable thrown, String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintWriter(new StringWriter()), new PrintWriter(err), Palette.PLAIN, false);
    return Millrace.commandLine(terminal)
        .addSubcommand("fail", new Failing(thrown))
        .execute(arguments);
  }

  @Command
  private record Failing(Throwable thrown) implements Runnable {

    @Override
    public void run() {
      switch (thrown) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new IllegalArgumentException(thrown);
      }
    }
  }
}
