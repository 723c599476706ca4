package io.millrace.model.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Everybody's measured cases describe clusters that can be read. */
class MeasuredClustersTest {

  @ParameterizedTest
  @ValueSource(strings = {"training", "post-training", "serving"})
  void everyMeasuredClusterIsRead(String family) {
    JsonNode cases = BulkData.read("measurements/" + family + ".json").get("cases");

    assertThat(cases.size()).isPositive();
    for (JsonNode measured : cases) {
      Issues issues = new Issues();
      List<Assumption> assumptions = new ArrayList<>();
      Fields fields = Fields.of(measured, "", issues);
      Optional<Cluster> cluster =
          ClusterReader.read(fields, "cluster", HardwareCatalogue.bundled(), assumptions);

      assertThat(issues.list()).as(measured.get("id").stringValue()).isEmpty();
      List<FabricLevel> levels = cluster.orElseThrow().levels();
      int devices = cluster.get().devices();
      assertThat(levels.isEmpty() ? 1 : levels.getLast().span()).isEqualTo(devices);
    }
  }
}
