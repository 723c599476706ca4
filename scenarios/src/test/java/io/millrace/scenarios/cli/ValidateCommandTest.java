package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  @TempDir private Path folder;

  @Test
  void saysOkForEachScenarioThatIsRight() {
    CommandLineRun run =
        CommandLineRun.of("validate", "megatron-1.7b-32-a100", "megatron-1t-3072-a100");

    assertThat(run.status()).isZero();
    assertThat(run.out()).isEqualTo("megatron-1.7b-32-a100: ok\nmegatron-1t-3072-a100: ok\n");
  }

  @Test
  void listsTheIssuesOfAllFiles() throws IOException {
    Path first = Files.writeString(folder.resolve("first.yaml"), "version: 1\nnaem: x\n");
    Path second = Files.writeString(folder.resolve("second.json"), "{}");

    CommandLineRun run =
        CommandLineRun.of("validate", first.toString(), "megatron-1.7b-32-a100", second.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEqualTo("megatron-1.7b-32-a100: ok\n");
    assertThat(run.err())
        .contains(first + " has 5 issues", second + " has 5 issues")
        .contains("naem: unknown key", "Maybe 'name'?")
        .contains("version: is missing", "workload: is missing");
  }
}
