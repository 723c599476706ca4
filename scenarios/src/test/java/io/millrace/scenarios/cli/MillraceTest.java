package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MillraceTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsHelpWithoutArguments() {
    assertThat(run()).isZero();
    assertThat(out.toString()).startsWith("Usage: millrace").contains("--version");
  }

  @Test
  void printsItsNameAndVersion() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("millrace ");
  }

  @Test
  void refusesAnUnknownOptionWithTheUsageExitCode() {
    assertThat(run("--no-such-option")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("--no-such-option");
  }

  private int run(String... arguments) {
    return Millrace.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
