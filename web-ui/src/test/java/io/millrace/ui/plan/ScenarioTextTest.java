package io.millrace.ui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ui.runs.ScenarioTexts;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

class ScenarioTextTest {
  private static final String YAML =
      """
      # What we have.
      name: ours
      cluster:
        system: Lab   # in the cellar
        device: h100-sxm
        nodes: 4
      # What we train.
      model: llama-3.1-8b
      workload: {type: training, globalBatch: 8, sequence: 1024, precision: bf16}
      """;

  private final ScenarioText text = new ScenarioText(YAML);

  @Test
  void exchangesOneLineAndKeepsTheOthers() {
    assertThat(text.withModel("llama-3.1-70b").text())
        .isEqualTo(YAML.replace("llama-3.1-8b", "llama-3.1-70b"));
  }

  @Test
  void anotherNodeTakesThePlaceOfWhatWasSaidOfTheOldOne() {
    ScenarioText changed = text.withDevices(16).withNode("dgx-b200");

    assertThat(changed.text())
        .contains("# What we have.\nname: ours\n")
        .contains("\ncluster: {node: dgx-b200, devices: 16}\n# What we train.\n")
        .doesNotContain("cellar");
  }

  @Test
  void anotherNumberOfDevicesKeepsTheRestOfTheCluster() {
    assertThat(text.withDevices(16).text())
        .contains("cluster: {system: Lab, device: h100-sxm, devices: 16}");
    assertThat(new ScenarioText("cluster: meta-24k-h100\n").withDevices(1024).text())
        .isEqualTo("cluster: {name: meta-24k-h100, devices: 1024}\n");
  }

  @Test
  void aValueWithinAKeyIsExchangedInItsPlace() {
    assertThat(text.with(List.of("cluster", "nodes"), IntNode.valueOf(8)).text())
        .isEqualTo(YAML.replace("nodes: 4", "nodes: 8"));
    assertThat(text.with(List.of("workload", "sequence"), IntNode.valueOf(512)).text())
        .isEqualTo(YAML.replace("sequence: 1024", "sequence: 512"));
    assertThat(
            text.with(List.of("workload", "framework"), StringNode.valueOf("nemo"))
                .at(List.of("workload", "framework"))
                .asString(""))
        .isEqualTo("nemo");
  }

  @Test
  void addsWhatIsNotThere() {
    assertThat(new ScenarioText("name: new\n").withModel("gpt3-175b").text())
        .isEqualTo("name: new\nmodel: gpt3-175b\n");
  }

  @Test
  void namesThatWouldBeReadAsSomethingElseAreQuoted() {
    ScenarioText named = new ScenarioText("name: x\n");

    assertThat(named.withModel("1e5").model()).contains("1e5");
    assertThat(named.withModel("true").model()).contains("true");
    assertThat(named.withModel("a: b #c").model()).contains("a: b #c");
  }

  @Test
  void changesJsonAsWell() {
    ScenarioText json = new ScenarioText("{\"name\": \"x\", \"cluster\": {\"devices\": 8}}");

    assertThat(json.withNode("dgx-h100").tree().orElseThrow().toString())
        .isEqualTo("{\"name\":\"x\",\"cluster\":{\"node\":\"dgx-h100\",\"devices\":8}}");
  }

  @Test
  void leavesATextThatIsNoTreeAlone() {
    ScenarioText broken = new ScenarioText("name: [");

    assertThat(broken.withDevices(8)).isEqualTo(broken);
    assertThat(broken.model()).isEmpty();
  }

  @Test
  void theWorkedExampleCanBeRead() {
    assertThat(new ScenarioTexts().read(WorkedExample.text()).issues()).isEmpty();
  }
}
