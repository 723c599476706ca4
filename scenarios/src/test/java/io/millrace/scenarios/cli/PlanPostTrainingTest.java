package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code millrace plan} on scenarios of post-training. */
class PlanPostTrainingTest {
  private static final Path PPO = Path.of("post-training", "real-ppo-7b-8-a100.yaml");
  private static final String FORMAT = "post-training-planning/1";

  @TempDir private Path folder;

  private static CommandLineRun plan(Path file, String... options) {
    return CommandLineRun.of(
        Stream.concat(Stream.of("plan", file.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  @Test
  void showsWhereEachCallRunsBesideWhatPeopleRunWithoutASearch() {
    CommandLineRun run = plan(PPO);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("proven: none of [0-9.e+]+ plans is faster \\([0-9,]+ costed")
        .contains("calls may have halves, quarters ... of a node")
        .contains("both sides of a split at any device")
        .containsPattern("(can be started by realhf|no launcher can start it as it is)")
        .contains("not by areal: it runs actor, critic, reference, rollout, nothing else\n")
        .containsPattern("actorGeneration +[0-9-]+ +d\\dt\\dp\\d")
        .contains("criticTraining")
        .containsPattern("symmetric +[0-9.]+ s +\\+[0-9.]+ %")
        .containsPattern("ReaL's heuristic +[0-9.]+ s +\\+[0-9.]+ %")
        .containsPattern("the scenario's own +[0-9.]+ s +\\+[0-9.]+ %");
  }

  @Test
  void saysWhatItsColumnsMeanAndWhatDevicesHold() {
    assertThat(plan(PPO).out())
        .containsPattern("takes +holds +symmetric +ReaL's heuristic")
        .contains("holds: its fullest device while it runs")
        .contains("of 80 GiB")
        .containsPattern("symmetric: its calls take [0-9.]+ s in all, none of it beside others");
  }

  /** Devices of 80 GiB of which a tenth stays free have 72; ten GiB hold no 7B model's states. */
  @Test
  void leavesFreeWhatIsToStayFree() throws IOException {
    Path answer = folder.resolve("answer.json");
    CommandLineRun run = plan(PPO, "--memory-reserve", "10%", "--json", answer.toString());
    CommandLineRun none = plan(PPO, "--memory-reserve", "70 GiB");

    assertThat(run.status()).isZero();
    JsonNode tree = JsonMapper.shared().readTree(Files.readString(answer));
    assertThat(Schemas.errors(FORMAT, tree)).isEmpty();
    for (JsonNode call : tree.at("/best/step/calls")) {
      assertThat(call.at("/memory/capacity").doubleValue() / (1 << 30)).isBetween(71.99, 72.01);
      assertThat(call.at("/memory/bytes").doubleValue())
          .isLessThanOrEqualTo(call.at("/memory/capacity").doubleValue());
    }
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.out()).contains("There is no plan:").contains("is short of");
  }

  @Test
  void writesAPlanThatSimulatesToWhatItWasEstimated() throws IOException {
    Path best = folder.resolve("best.json");
    Path answer = folder.resolve("answer.json");
    Path step = folder.resolve("step.json");

    CommandLineRun run = plan(PPO, "--out", best.toString(), "--json", answer.toString());
    CommandLineRun again =
        CommandLineRun.of("simulate", best.toString(), "--json", step.toString());

    assertThat(run.err() + again.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(again.status()).isZero();
    JsonNode file = JsonMapper.shared().readTree(Files.readString(best));
    JsonNode tree = JsonMapper.shared().readTree(Files.readString(answer));
    assertThat(Schemas.errors("post-training-plan/1", file)).isEmpty();
    assertThat(Schemas.errors(FORMAT, tree)).isEmpty();
    JsonNode simulated = JsonMapper.shared().readTree(Files.readString(step));
    assertThat(simulated.at("/stepTime")).isEqualTo(tree.at("/best/step/stepTime"));
    assertThat(simulated.at("/plan")).isEqualTo(file.at("/label"));
    assertThat(tree.at("/best/plan")).isEqualTo(file.at("/plan"));
    assertThat(file.at("/provenance/gap").doubleValue()).isZero();
    assertThat(file.at("/provenance/bound")).isEqualTo(file.at("/provenance/estimate"));
    assertThat(CommandLineRun.of("validate", best.toString()).status()).isZero();
  }

  @Test
  void showsAsManyOfTheBestPlansAsAreAskedFor() {
    assertThat(plan(PPO, "--top", "1").out()).doesNotContain("Nearly as good");
    assertThat(plan(PPO, "--top", "3").out())
        .contains("Nearly as good, in the order in which the engine has them")
        .containsPattern("\n +3 +[0-9.]+ s +[0-9.]+ s +the best, but actor")
        .doesNotContainPattern("\n +4 +[0-9.]+ s");
    assertThat(plan(PPO, "--top", "0").err()).contains("--top");
  }

  @Test
  void showsEverySplitAndWhatRunningAheadGains() {
    CommandLineRun run =
        plan(Path.of("post-training", "verl-dapo-7b-streaming-128-h20.yaml"), "--work", "10000");

    assertThat(run.out())
        .contains("Were generation to wait for every update")
        .containsPattern("running ahead does [0-9.]+ % more")
        .contains("The best plan at each split of the cluster")
        .containsPattern("8 : 120 .* trainer\n")
        .containsPattern("120 : 8 .* rollout\n");
  }

  @Test
  void findsEveryMistakeInAPlanThatSomebodyChanged() throws IOException {
    Path best = folder.resolve("best.json");
    plan(PPO, "--out", best.toString());
    ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(Files.readString(best));
    ((ObjectNode) tree.at("/plan/calls/actorTraining")).put("tensor", 3);
    ((ObjectNode) tree.at("/plan/calls/actorGeneration")).put("tenser", 3);
    Files.writeString(best, tree.toString());

    CommandLineRun run = CommandLineRun.of("simulate", best.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("plan.calls.actorGeneration.tenser")
        .contains("plan.calls.actorTraining")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"realhf", "openrlhf"})
  void plansForALauncherNoFasterThanTheBest(String launcher) throws IOException {
    Path free = folder.resolve("free.json");
    Path restricted = folder.resolve("restricted.json");

    assertThat(plan(PPO, "--json", free.toString()).status()).isZero();
    CommandLineRun run = plan(PPO, "--launcher", launcher, "--json", restricted.toString());

    assertThat(run.err()).isEmpty();
    JsonNode tree = JsonMapper.shared().readTree(Files.readString(restricted));
    assertThat(Schemas.errors(FORMAT, tree)).isEmpty();
    if (tree.get("feasible").booleanValue()) {
      assertThat(run.status()).isZero();
      double best =
          JsonMapper.shared()
              .readTree(Files.readString(free))
              .at("/best/step/stepTime/value")
              .doubleValue();
      assertThat(tree.at("/best/step/stepTime/value").doubleValue())
          .isGreaterThanOrEqualTo(best * (1 - 1e-9));
    } else {
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).contains("There is no plan:");
    }
  }

  @Test
  void saysWhoseCostsTheseAreWhereTheLauncherIsAnother() throws IOException {
    Path json = folder.resolve("answer.json");

    CommandLineRun named = plan(PPO, "--launcher", "verl");
    Path open = folder.resolve("open.yaml");
    Files.writeString(open, Files.readString(PPO).replaceAll(",\\s*framework: realhf", ""));
    CommandLineRun implied = plan(open, "--launcher", "verl", "--json", json.toString());

    assertThat(named.out())
        .contains("--launcher: verl (costs are those of realhf, which the scenario names");
    assertThat(implied.out()).contains("ppo with verl");
    JsonNode tree = JsonMapper.shared().readTree(Files.readString(json));
    assertThat(tree.get("framework").stringValue()).isEqualTo("verl");
    assertThat(tree.get("sharding").stringValue()).isEqualTo("zero1");
    assertThat(Schemas.errors(FORMAT, tree)).isEmpty();
  }

  @Test
  void theSameQuestionHasTheSameAnswerToTheByte() throws IOException {
    Path once = folder.resolve("once.json");
    Path again = folder.resolve("again.json");

    plan(PPO, "--json", once.toString());
    plan(PPO, "--json", again.toString());

    assertThat(Files.readString(once)).isEqualTo(Files.readString(again));
  }

  @Test
  void saysWhatDoesNotFit() throws IOException {
    Path file = folder.resolve("large.yaml");
    Files.writeString(file, Files.readString(PPO).replace("llama-2-7b", "llama-3.1-70b"));
    Path json = folder.resolve("answer.json");

    CommandLineRun run = plan(file, "--json", json.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("There is no plan:")
        .contains("actorTraining does not fit on up to 8 devices");
    JsonNode tree = JsonMapper.shared().readTree(Files.readString(json));
    assertThat(Schemas.errors(FORMAT, tree)).isEmpty();
    assertThat(tree.get("feasible").booleanValue()).isFalse();
    assertThat(tree.at("/search").has("bound")).isFalse();
  }

  @Test
  void tellsEveryWrongOptionAtOnce() {
    CommandLineRun run =
        plan(
            PPO,
            "--objective",
            "cost",
            "--launcher",
            "rlhf",
            "--time-limit",
            "soon",
            "--work",
            "0",
            "--pareto",
            "--max-devices",
            "4",
            "--precision",
            "bf16");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("--objective")
        .contains("--launcher")
        .contains("--time-limit")
        .contains("--work")
        .contains("--pareto")
        .contains("--max-devices")
        .contains("--precision")
        .doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theSchemaRefusesAnswersThatContradictThemselves() throws IOException {
    Path json = folder.resolve("answer.json");
    plan(PPO, "--json", json.toString());
    ObjectNode tree = (ObjectNode) JsonMapper.shared().readTree(Files.readString(json));

    ObjectNode infeasible = tree.deepCopy().put("feasible", false);
    ObjectNode without = tree.deepCopy();
    without.remove("best");
    ObjectNode unknown = tree.deepCopy().put("seconds", 3);
    ObjectNode gap = tree.deepCopy();
    ((ObjectNode) gap.get("search")).put("gap", 2);

    assertThat(Stream.of(infeasible, without, unknown, gap))
        .allMatch(it -> !Schemas.errors(FORMAT, it).isEmpty());
    assertThat(Schemas.errors(FORMAT, tree)).isEmpty();
  }
}
