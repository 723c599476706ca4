package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same input gives the same bytes. */
class RepeatabilityTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simulate megatron-1.7b-32-a100",
        "simulate megatron-1.7b-32-a100 --json -",
        "check --json -",
        "list devices --json -",
        "validate no-such-scenario"
      })
  void withinAProcess(String command) {
    String[] arguments = command.split(" ");

    assertThat(CommandLineRun.of(arguments)).isEqualTo(CommandLineRun.of(arguments));
  }

  @Test
  void acrossProcessesAndWhateverTheLocale() throws Exception {
    Path first = run("first", "-Duser.language=en", "-Dfile.encoding=UTF-8");
    Path second =
        run("second", "-Duser.language=ar", "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2");

    assertThat(first).isNotEmptyFile().hasSameBinaryContentAs(second);
    assertThat(folder.resolve("first.json"))
        .isNotEmptyFile()
        .hasSameBinaryContentAs(folder.resolve("second.json"));
    assertThat(folder.resolve("first-trace.json"))
        .isNotEmptyFile()
        .hasSameBinaryContentAs(folder.resolve("second-trace.json"));
    assertThat(Files.readString(first)).contains("█");
  }

  /** The text of a run in a process of its own; JSON and trace lie beside it. */
  private Path run(String name, String... options) throws IOException, InterruptedException {
    Path out = folder.resolve(name + ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Millrace.class.getName());
    command.addAll(List.of("simulate", "megatron-1.7b-32-a100"));
    command.addAll(List.of("--json", folder.resolve(name + ".json").toString()));
    command.addAll(List.of("--trace", folder.resolve(name + "-trace.json").toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    return out;
  }
}
