package io.millrace.scenarios.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FlowReplayReaderTest {

  @Test
  void readsLinksAndFlows() {
    Parsed<FlowReplay> parsed =
        read(
            """
            {"note": "two links",
             "linkBytesPerSecond": [10, 2.5e9],
             "flows": [{"start": 0.5, "bytes": 4, "links": [1, 0]},
                       {"start": 0, "bytes": 0, "links": [1], "end": 3}]}
            """);

    assertThat(parsed.orThrow())
        .isEqualTo(
            new FlowReplay(
                List.of(10.0, 2.5e9),
                List.of(
                    new Flow(0.5, 4, List.of(1, 0), OptionalDouble.empty()),
                    new Flow(0, 0, List.of(1), OptionalDouble.of(3)))));
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    Parsed<FlowReplay> parsed =
        read(
            """
            {"linkBytesPerSecond": [10, 20],
             "flows": [{"start": -1, "bytes": 4, "links": [0, 2]},
                       {"start": 0, "bytes": -5, "links": [-1]},
                       {"byte": 4, "links": []}]}
            """);

    assertThat(parsed.issues())
        .containsExactly(
            Issue.of("flows[0].start", "must not be negative, is -1.0"),
            new Issue("flows[0].links[1]", "there is no link 2", "links are numbered from 0 to 1"),
            Issue.of("flows[1].bytes", "must not be negative, is -5.0"),
            new Issue("flows[1].links[0]", "there is no link -1", "links are numbered from 0 to 1"),
            new Issue("flows[2].start", "is missing", "give a number"),
            new Issue("flows[2].bytes", "is missing", "give a number"),
            new Issue(
                "flows[2].links",
                "no link is listed",
                "give the number of each link the flow crosses"),
            new Issue("flows[2].byte", "unknown key", "Maybe 'bytes'?"));
  }

  @Test
  void anEmptyReplayIsRefused() {
    assertThat(read("{}").issues())
        .extracting(Issue::path)
        .containsExactly("linkBytesPerSecond", "flows");
    assertThat(read("{\"linkBytesPerSecond\": [], \"flows\": []}").issues())
        .extracting(Issue::message)
        .containsExactly("no link is listed", "no flow is listed");
  }

  @Test
  void capacitiesMustBeNumbersAndNotNegative() {
    List<Issue> issues =
        read("""
                {"linkBytesPerSecond": [10, -20, "fast"],
                 "flows": [{"start": 0, "bytes": 1, "links": [2]}]}
                """)
            .issues();

    // Whether there is a link 2 cannot be said while one was not understood.
    assertThat(issues)
        .extracting(Issue::path)
        .containsExactly("linkBytesPerSecond[2]", "linkBytesPerSecond[1]");
  }

  @Test
  void aStartBeyondAnyClockIsRefused() {
    assertThat(
            read("""
                    {"linkBytesPerSecond": [1],
                     "flows": [{"start": 1e19, "bytes": 1, "links": [0]}]}
                    """)
                .issues())
        .containsExactly(Issue.of("flows[0].start", "must be at most 1.0E18 seconds, is 1.0E19"));
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThat(read("[1, 2]").issues()).hasSize(1);
  }

  private static Parsed<FlowReplay> read(String text) {
    return Document.parse(text, true).then(FlowReplayReader::read);
  }
}
