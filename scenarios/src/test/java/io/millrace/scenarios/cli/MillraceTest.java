package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MillraceTest {

  @Test
  void printsHelpWithoutArguments() {
    CommandLineRun run = CommandLineRun.of();

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("Usage: millrace").contains("--version");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void printsItsNameAndVersion() {
    CommandLineRun run = CommandLineRun.of("--version");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("millrace ");
  }

  @Test
  void saysWhatEachExitStatusMeans() {
    assertThat(CommandLineRun.of("--help").out())
        .contains("0   fine", "1   infeasible", "2   bad input", "3   our fault");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"simulate", "plan", "check", "validate", "list", "replay", "export", "import"})
  void explainsEachCommand(String command) {
    CommandLineRun run = CommandLineRun.of(command, "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("Usage: millrace " + command);
  }

  /** Descriptions are formats: of one that is not, the library warns on the process's output. */
  @Test
  void everyDescriptionOfEveryCommandIsAFormat() {
    PrintStream usual = System.err;
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    List<String> usages;
    try (PrintStream listening = new PrintStream(warnings, true, StandardCharsets.UTF_8)) {
      System.setErr(listening);
      usages = usages(Millrace.commandLine(Terminal.ofProcess()));
    } finally {
      System.setErr(usual);
    }

    assertThat(usages).hasSizeGreaterThan(15).allMatch(it -> it.startsWith("Usage: millrace"));
    assertThat(warnings.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private static List<String> usages(CommandLine command) {
    List<String> all = new ArrayList<>();
    all.add(command.getUsageMessage());
    command.getSubcommands().values().forEach(it -> all.addAll(usages(it)));
    return all;
  }

  @Test
  void refusesAnUnknownOptionLikeEveryOtherInput() {
    CommandLineRun run = CommandLineRun.of("--no-such-option");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            """
            millrace: the command line has 1 issue
              millrace: Unknown option: '--no-such-option'
                  See 'millrace --help'
            """);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    CommandLineRun run = CommandLineRun.of("simulat", "x.yaml");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("'simulat'").contains("Maybe 'simulate'?");
  }

  @Test
  void refusesACommandWithoutItsArgument() {
    CommandLineRun run = CommandLineRun.of("simulate");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Missing required parameter: 'SCENARIO'");
  }

  @Test
  void everythingThatIsWrongWithTheArgumentsIsToldAtOnce() {
    CommandLineRun run =
        CommandLineRun.of("plan", "any", "--top", "many", "--work", "some", "--objectif", "time");

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err()).contains("--top", "many", "--work", "some", "--objectif");
  }

  @Test
  void helpIsShownWhateverElseIsMissing() {
    CommandLineRun run = CommandLineRun.of("ask", "devices", "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("--within");
  }
}
