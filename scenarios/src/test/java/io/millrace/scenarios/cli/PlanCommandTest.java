package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PlanCommandTest {
  private static final String SMALL =
      """
      version: 1
      name: a small question
      cluster: {device: nvidia-a100-40g, devices: 2}
      model: {name: tiny, layers: 4, hidden: 1024, ffn: 4096, heads: 8, activation: gelu, vocab: 51200}
      workload: {type: training, framework: megatron-core-2024, globalBatch: 4, sequence: 1024, precision: bf16}
      plan: {label: d1t2p1, microBatch: 1, recompute: full}
      pricePerDevice: 2 USD/h
      """;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTheScenario() throws IOException {
    file = Files.writeString(folder.resolve("small.yaml"), SMALL);
  }

  private CommandLineRun plan(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "plan";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandLineRun.of(arguments);
  }

  @Test
  void writesTheBestPlanForOtherCommands() throws IOException {
    Path best = folder.resolve("best.json");

    assertThat(plan("--out", best.toString()).status()).isZero();
    JsonNode written = JsonMapper.shared().readTree(Files.readString(best));
    assertThat(written.path("format").asString()).isEqualTo("plan/1");
    CommandLineRun again = CommandLineRun.of("simulate", best.toString());
    assertThat(again.status()).isZero();
    assertThat(again.out()).contains(written.path("label").asString());
    CommandLineRun refused = plan("--out", folder.resolve("none/best.json").toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("--out");
  }

  @Test
  void showsTheBestPlanTheOthersAndWhatWasRuledOut() {
    CommandLineRun run = plan();

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("a small question\n  2 × NVIDIA A100 SXM 40 GB in one node")
        .contains("the best plan for the time of an iteration")
        .containsPattern("Best plan d\\d+t\\d+p\\d+ on 2 devices, bf16")
        .containsPattern("simulated +[0-9.]+ ms +80 % range [0-9.]+ … [0-9.]+ ms")
        .containsPattern("memory +[0-9.]+ GiB of 40 GiB \\([0-9.]+ %\\) at the fullest stage")
        .contains("Beside the best of other degrees", "what differs")
        .containsPattern("own  d1t2p1 .*\\+[0-9.]+ % .*recompute full")
        .contains("candidates", "by a rule: choices that do not go together")
        .contains("All are decided: by the estimate, no plan is better than the best (gap 0 %).");
  }

  @Test
  void writesPlanningJsonThatAddsUp() {
    CommandLineRun run = plan("--json", "-", "--top", "2", "--pareto");

    Schemas.assertMatches("planning/1", run.out());
    JsonNode tree = JsonMapper.shared().readTree(run.out());
    long sum = tree.get("evaluated").asLong() + tree.get("open").asLong();
    for (JsonNode pruned : tree.get("pruned")) {
      sum += pruned.asLong();
    }
    assertThat(sum).isEqualTo(tree.get("candidates").asLong());
    long rules = tree.get("rules").valueStream().mapToLong(JsonNode::asLong).sum();
    assertThat(rules).isEqualTo(tree.at("/pruned/rule").asLong());
    assertThat(tree.get("plans")).hasSize(2);
    assertThat(tree.get("pareto")).isNotEmpty();
    assertThat(tree.at("/own/label").asString()).isEqualTo("d1t2p1");
    assertThat(tree.at("/plans/0/plan/microBatch").asInt()).isPositive();
  }

  @Test
  void saysOfEveryPlanWhereItsTimeGoes() {
    JsonNode tree =
        JsonMapper.shared().readTree(plan("--json", "-", "--top", "2", "--pareto").out());

    for (JsonNode run : tree.get("plans")) {
      assertAddsUp(
          run.at("/simulated/breakdown"), run.at("/simulated/iterationTime/value").asDouble());
      assertThat(run.at("/simulated/bottleneckStage").asInt(-1)).isNotNegative();
    }
    for (JsonNode run : tree.get("pareto")) {
      assertAddsUp(run.at("/estimate/breakdown"), run.at("/estimate/iterationTime").asDouble());
    }
  }

  private static void assertAddsUp(JsonNode breakdown, double seconds) {
    double sum = breakdown.valueStream().mapToDouble(JsonNode::asDouble).sum();
    assertThat(sum).isCloseTo(seconds, withinPercentage(0.01));
  }

  @Test
  void energyIsShownWherePlansAreComparedByIt() {
    assertThat(plan("--objective", "energy", "--pareto").out())
        .containsPattern("energy per iteration +[0-9.e-]+ kWh")
        .containsPattern("estimate +simulated +energy +J/token +loss")
        .containsPattern("USD/Mtoken +kWh +J/token +unlike the one above");
    assertThat(plan().out()).doesNotContain("kWh");
  }

  @Test
  void memoryIsKeptFreeWhereThatIsAskedFor() {
    assertThat(plan("--memory-reserve", "25%").out())
        .contains("of 40 GiB (")
        .contains("cluster.device.memory: 30 GiB (of 40 GiB; the rest is kept free");
    CommandLineRun refused = plan("--memory-reserve", "some", "--top", "0");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("--memory-reserve", "such as 5% or '4 GiB'", "--top");
  }

  @Test
  void theSameQuestionHasTheSameAnswer() {
    assertThat(answer()).isEqualTo(answer());
  }

  private ObjectNode answer() {
    ObjectNode tree =
        (ObjectNode) JsonMapper.shared().readTree(plan("--json", "-", "--work", "40").out());
    assertThat(tree.get("ended").asString()).isEqualTo("work budget");
    tree.remove("elapsed");
    return tree;
  }

  @Test
  void aLauncherAnObjectiveAndALimitAreOptions() {
    CommandLineRun run =
        plan(
            "--launcher",
            "accelerate",
            "--objective",
            "cost",
            "--max-devices",
            "2",
            "--top",
            "1",
            "--time-limit",
            "60s");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("the best plan for the money a token costs, as accelerate can run it")
        .contains("on 1 devices");
  }

  @Test
  void warnsWhereTheBestPlanLeavesLittleMemory() throws IOException {
    assertThat(plan("--launcher", "megatron").out())
        .contains("as megatron-lm can run it")
        .doesNotContain("to spare");
    long bytes = 0;
    for (JsonNode use : simulated().get("memory")) {
      bytes = Math.max(bytes, use.get("total").asLong());
    }
    Files.writeString(
        file,
        SMALL.replace(
            "devices: 2}",
            "devices: 2, overrides: {memory: %d MB}}".formatted(bytes / 50 * 51 / 1_000_000)));

    assertThat(plan().out())
        .contains("\n  Fits with less than 5 % to spare: stage 0 needs ")
        .contains("\n    Drivers keep some of that");
  }

  /** The best plan as {@code simulate} reports it. */
  private JsonNode simulated() throws IOException {
    Path best = folder.resolve("best.json");
    assertThat(plan("--out", best.toString()).status()).isZero();
    CommandLineRun run = CommandLineRun.of("simulate", best.toString(), "--json", "-");
    return JsonMapper.shared().readTree(run.out());
  }

  @Test
  void whatCannotFitIsAnAnswer() throws IOException {
    Files.writeString(
        file,
        SMALL
            .replaceAll("plan: .*\n", "")
            .replace(
                "layers: 4, hidden: 1024, " + "ffn: 4096, heads: 8",
                "layers: 48, hidden: 8192, ffn: 32768, heads: 64"));

    CommandLineRun run = plan("--json", folder.resolve("answer.json").toString());

    assertThat(run.status()).isEqualTo(ExitStatus.INFEASIBLE);
    assertThat(run.out())
        .contains("No plan: memory", "more than the 40 GiB it has")
        .contains("What would help")
        .containsPattern("cluster.devices: \\d+ +the model fits");
    Schemas.assertMatches("planning/1", Files.readString(folder.resolve("answer.json")));
  }

  @Test
  void everyWrongOptionIsNamedAtOnce() {
    CommandLineRun run =
        plan(
            "--objective",
            "speed",
            "--launcher",
            "megatron-ml",
            "--time-limit",
            "soon",
            "--top",
            "0",
            "--precision",
            "bf17");

    assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(run.err())
        .contains("--objective: 'speed' is not known")
        .contains("--launcher: 'megatron-ml' is not known")
        .contains("--time-limit: ", "--top: must be at least 1, is 0")
        .contains("--precision: 'bf17' is not known")
        .contains("Maybe 'bf16'?");
  }
}
