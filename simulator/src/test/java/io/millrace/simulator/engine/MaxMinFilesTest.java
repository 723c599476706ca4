package io.millrace.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Flow lists whose end times were computed by SimGrid 3.32 (model CM02, no latency). */
class MaxMinFilesTest {

  private static final Timescale ATTOSECONDS = Timescale.finestReaching(1);

  @ParameterizedTest
  @ValueSource(strings = {"maxmin_small.json", "maxmin_medium.json"})
  void flowsEndWhereSimGridHasThem(String name) {
    JsonNode file = read(name);
    TaskGraphBuilder graph = TaskGraph.builder(ATTOSECONDS);
    for (JsonNode capacity : file.get("linkBytesPerSecond")) {
      graph.resource(capacity.asDouble());
    }
    for (JsonNode flow : file.get("flows")) {
      int[] links = flow.get("links").valueStream().mapToInt(JsonNode::asInt).toArray();
      double[] demands = new double[links.length];
      Arrays.fill(demands, 1);
      int task = graph.task(graph.profile(links, demands), flow.get("bytes").asDouble());
      graph.earliestStart(task, ATTOSECONDS.ticks(flow.get("start").asDouble()));
    }

    Outcome outcome = new Engine().run(graph.build());

    for (int task = 0; task < file.get("flows").size(); task++) {
      double expected = file.get("flows").get(task).get("end").asDouble();
      assertThat(ATTOSECONDS.seconds(outcome.finish(task)))
          .isCloseTo(expected, within(1e-12 * expected));
    }
  }

  private static JsonNode read(String name) {
    String data = System.getProperty("millrace.data", "");
    Path file = Path.of(data, "calibration", "network", name);
    Assumptions.assumeTrue(
        !data.isEmpty() && Files.isRegularFile(file),
        "needs calibration/network/" + name + " in the folder that -Dmillrace.data names");
    return JsonMapper.shared().readTree(file);
  }
}
