package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReplayCommandTest {

  private static final String TWO_FLOWS =
      """
      {"linkBytesPerSecond": [10],
       "flows": [{"start": 0, "bytes": 10, "links": [0], "end": 2},
                 {"start": 0, "bytes": 30, "links": [0], "end": 4}]}
      """;

  private static final String RESULT =
      "{\"format\": \"replay/1\", \"flows\": [{\"end\": 2.0}, {\"end\": 4.0}]}";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("flows.json");
  }

  @Test
  void printsTheEndOfEachFlowAndTheLargestDifference() throws IOException {
    Files.writeString(file, TWO_FLOWS);

    CommandLineRun run = run();

    assertThat(run.status()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "flow  end (s)",
            "   0  2.00000000000000",
            "   1  4.00000000000000",
            "2 flows, the last ends at 4.00000000000000 s",
            "largest relative difference from the ends in the file: 0.00");
  }

  @Test
  void printsOnlyJsonWhereJsonIsAskedFor() throws IOException {
    Files.writeString(file, TWO_FLOWS);

    CommandLineRun run = run("--json", "-");

    assertThat(run.status()).isZero();
    assertSameJson(run.out());
  }

  @Test
  void writesJsonToAFileBesideTheText() throws IOException {
    Files.writeString(file, TWO_FLOWS);
    Path result = folder.resolve("result.json");

    CommandLineRun run = run("--json", result.toString());

    assertThat(run.status()).isZero();
    assertSameJson(Files.readString(result));
    assertThat(run.out()).contains("2 flows");
  }

  @Test
  void refusesAFileThatCannotBeWritten() throws IOException {
    Files.writeString(file, TWO_FLOWS);
    Path nowhere = folder.resolve("no-such-folder").resolve("result.json");

    CommandLineRun run = run("--json", nowhere.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("'" + nowhere + "' cannot be written");
  }

  @Test
  void listsWhatIsWrongWithTheInputAndExitsWithTwo() throws IOException {
    Files.writeString(
        file,
        """
        {"linkBytesPerSecond": [10],
         "flows": [{"start": 0, "bytes": -1, "links": [3]}]}
        """);

    CommandLineRun run = run();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("flows[0].bytes: must not be negative, is -1.0")
        .contains("flows[0].links[0]: there is no link 3");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void refusesWhatIsNoJson() throws IOException {
    Files.writeString(file, "{\"linkBytesPerSecond\": [");

    assertThat(run().status()).isEqualTo(2);
    assertThat(run().err()).contains("not valid JSON");
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThat(run().status()).isEqualTo(2);
    assertThat(run().err()).contains("there is no file " + file);
  }

  private CommandLineRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("replay", file.toString()));
    all.addAll(List.of(arguments));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private static void assertSameJson(String actual) {
    JsonMapper mapper = JsonMapper.shared();
    assertThat(mapper.readTree(actual)).isEqualTo(mapper.readTree(RESULT));
  }
}
