package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
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

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("flows.json");
  }

  @Test
  void printsTheEndOfEachFlowAndTheLargestDifference() throws IOException {
    Files.writeString(file, TWO_FLOWS);

    assertThat(run(file.toString())).isZero();
    assertThat(out.toString().lines())
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

    assertThat(run(file.toString(), "--json", "-")).isZero();
    assertSameJson(out.toString());
  }

  @Test
  void writesJsonToAFileBesideTheText() throws IOException {
    Files.writeString(file, TWO_FLOWS);
    Path result = folder.resolve("result.json");

    assertThat(run(file.toString(), "--json", result.toString())).isZero();
    assertSameJson(Files.readString(result));
    assertThat(out.toString()).contains("2 flows");
  }

  @Test
  void refusesAFileThatCannotBeWritten() throws IOException {
    Files.writeString(file, TWO_FLOWS);
    Path nowhere = folder.resolve("no-such-folder").resolve("result.json");

    assertThat(run(file.toString(), "--json", nowhere.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(nowhere + " cannot be written");
  }

  @Test
  void listsWhatIsWrongWithTheInputAndExitsWithTwo() throws IOException {
    Files.writeString(
        file,
        """
        {"linkBytesPerSecond": [10],
         "flows": [{"start": 0, "bytes": -1, "links": [3]}]}
        """);

    assertThat(run(file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("flows[0].bytes: must not be negative, is -1.0")
        .contains("flows[0].links[0]: there is no link 3");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesWhatIsNoJsonOrNotThere() throws IOException {
    Files.writeString(file, "{\"linkBytesPerSecond\": [");

    assertThat(run(file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("not valid JSON");
    assertThat(run(folder.resolve("absent.json").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("there is no file");
  }

  private int run(String... arguments) {
    return new CommandLine(new ReplayCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static void assertSameJson(String actual) {
    JsonMapper mapper = JsonMapper.shared();
    assertThat(mapper.readTree(actual)).isEqualTo(mapper.readTree(RESULT));
  }
}
