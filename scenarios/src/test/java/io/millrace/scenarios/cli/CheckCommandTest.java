package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.scenarios.SampleCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeTheMeasurements() throws IOException {
    file = folder.resolve("measured.json");
    Files.writeString(
        file,
        SampleCases.file(
            List.of(
                SampleCases.text("a", "small", 16, 0.2),
                SampleCases.text("b", "small", 32, 0.4),
                SampleCases.text("c", "large", 64, 0.8),
                SampleCases.text("old", "large", 64, 1.5, "1f1b", true),
                SampleCases.text("odd", "large", 64, 0.8, "sideways", false),
                SampleCases.text("odder", "large", 48, 0.8, "sideways", false))));
  }

  @Test
  void summarisesFamiliesAndShowsTheWorstAndTheRefused() {
    CommandLineRun run = check();

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith(
            "Predicted against measured: 6 cases, 2 refused, 1 superseded by a newer release")
        .containsPattern("family +cases +mean +median +90th pct +bias +in range +Spearman")
        .containsPattern("\n  small +2 +")
        .containsPattern("\n  large +1 +")
        .containsPattern("\n  all +3 +")
        .contains("Furthest off")
        .containsPattern("a \\(small\\): measured 200 ms, predicted [0-9.]+ ms")
        .containsPattern("matrix products [0-9.]+ %")
        .containsPattern("assumed plan.recompute: full\\s+\\(the default of megatron-lm-2022\\)")
        .contains("Not predicted")
        .contains("2 cases: plan.schedule: 'sideways' is none of gpipe, 1f1b, interleaved, ")
        .contains("odd, odder");
  }

  @Test
  void showsOnlyTheErrorsByFamilyWhereItIsToBeQuiet() {
    assertThat(check("--quiet").out()).contains("all").doesNotContain("Furthest off");
  }

  @Test
  void printsOnlyJsonThatKeepsItsSchema() {
    CommandLineRun run = check("--json", "-");

    assertThat(run.status()).isZero();
    Schemas.assertMatches("check/1", run.out());
    JsonNode result = JsonMapper.shared().readTree(run.out());
    assertThat(result.get("cases").get(0).get("measured").asDouble()).isEqualTo(0.2);
    assertThat(result.get("cases").get(3).get("superseded").asBoolean()).isTrue();
    assertThat(result.get("cases").get(4).get("notPredicted").asString())
        .startsWith("plan.schedule: ");
    assertThat(result.get("summary").get(2).get("family").asString()).isEqualTo("all");
    assertThat(result.get("summary").get(2).get("cases").asInt()).isEqualTo(3);
  }

  @Test
  void showsHowWellPlansAreRankedWhereThatIsAskedFor() throws IOException {
    assertThat(check().out()).doesNotContain("Plans ranked");
    Files.writeString(
        file,
        SampleCases.file(
            List.of(
                SampleCases.planned("slow", "small", 16, "d8", 3),
                SampleCases.planned("best", "small", 16, "d4p2", 0.1),
                SampleCases.planned("fair", "small", 16, "d2p4", 0.2),
                SampleCases.planned("other", "small", 32, "d8", 2))));
    CommandLineRun run = check("--ranking");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("Plans ranked by prediction: 1 group")
        .containsPattern("family +groups +plans +Spearman +lowest +loss: mean +worst")
        .containsPattern("\n  small +1 +3 +")
        .contains("Ranked worst in each family")
        .containsPattern("tiny on 8 nvidia-a100-40g, batch 16 x 1024 \\(small\\): 3 plans")
        .containsPattern("measured number 3 with 3 s:\\s+d8t1p1");
    assertThat(check("--ranking", "--quiet").out())
        .contains("Plans ranked")
        .doesNotContain("Ranked worst");
    CommandLineRun json = check("--ranking", "--json", "-");
    Schemas.assertMatches("check/1", json.out());
    JsonNode group = JsonMapper.shared().readTree(json.out()).at("/ranking/groups/0");
    assertThat(group.get("best").asString()).isEqualTo("best");
    assertThat(group.get("plans").size()).isEqualTo(3);
  }

  @Test
  void failsWhereALimitIsExceeded() {
    CommandLineRun run = check("--max-mape", "0.001", "--max-median", "0.001");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("the check has 2 issues")
        .containsPattern("--max-mape: is 0.001 %, the error is [0-9.]+ %")
        .containsPattern("--max-median: is 0.001 %, the error is [0-9.]+ %");
    assertThat(check("--max-mape", "1000", "--max-median", "1000").status()).isZero();
  }

  @Test
  void failsALimitWhereNothingWasPredicted() throws IOException {
    Files.writeString(file, "{\"format\": \"measurements/1\", \"cases\": []}");

    assertThat(check().status()).isZero();
    assertThat(check().out()).contains("0 cases");
    assertThat(check("--max-mape", "10").status()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoFileOfMeasurements() throws IOException {
    Files.writeString(file, "{\"format\": \"measurements/2\", \"cases\": {}, \"more\": 1}");

    CommandLineRun run = check();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("format: is 'measurements/2', not 'measurements/1'")
        .contains("cases: expected a list")
        .contains("more: unknown key");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void readsEveryFileBeforeItRefuses() {
    CommandLineRun run =
        CommandLineRun.of("check", folder.resolve("x.json").toString(), file.toString(), "y.json");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("x.json has 1 issue").contains("y.json has 1 issue");
  }

  @Test
  void looksForFilesInTheDataFolderToo() {
    CommandLineRun run =
        CommandLineRun.of("check", "measured.json", "--data", folder.toString(), "--quiet");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("6 cases");
  }

  @Test
  void checksTheCasesThatShipWhereNoFileIsNamed() {
    CommandLineRun run = CommandLineRun.of("check", "--quiet", "--max-median", "10");

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).containsPattern("\n  all +100 +");
  }

  @Test
  void groupsByWhatIsAskedFor() {
    CommandLineRun run = check("--quiet", "--by", "device,kind");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("device +cases")
        .containsPattern("\n  nvidia-a100-40g +3 +")
        .containsPattern("kind of model +cases")
        .containsPattern("\n  dense +3 +")
        .doesNotContain("family");
    String json = check("--by", "framework", "--json", "-").out();
    Schemas.assertMatches("check/1", json);
    JsonNode groups = JsonMapper.shared().readTree(json).get("groups");
    assertThat(groups.get(0).get("by").asString()).isEqualTo("framework");
    assertThat(groups.get(0).get("group").asString()).isEqualTo("megatron-lm-2022");
  }

  @Test
  void namesTheNearestGroupingAndFamily() {
    CommandLineRun grouping = check("--by", "devise");
    CommandLineRun family = check("--leave-out", "smal");

    assertThat(grouping.status()).isEqualTo(2);
    assertThat(grouping.err()).contains("--by: 'devise' is none of", "Maybe 'device'?");
    assertThat(family.status()).isEqualTo(2);
    assertThat(family.err())
        .contains("--leave-out: no scored case is of the family 'smal'", "Maybe 'small'?");
  }

  @Test
  void failsWhereMoreCasesAreRefusedThanAllowed() {
    assertThat(check("--quiet", "--max-refused", "2").status()).isZero();
    assertThat(check("--quiet", "--max-refused", "34%").status()).isZero();
    CommandLineRun run = check("--quiet", "--max-refused", "33 %");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("--max-refused: is 33 %, 2 of 6 cases cannot be predicted");
    assertThat(check("--max-refused", "few").err()).contains("'few' is no number of cases");
  }

  @Test
  void refusesALimitOnFamiliesThatAreNotLeftOut() {
    CommandLineRun run = check("--max-left-out-median", "5");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--max-left-out-median: no family is left out");
  }

  @Test
  void predictsFamiliesThatTheFitDidNotSee() throws IOException {
    Path page = folder.resolve("accuracy.md");
    Path picture = folder.resolve("accuracy.svg");
    String[] options = {
      "--leave-out", "all", "--markdown", page.toString(), "--svg", picture.toString()
    };

    CommandLineRun run = check(options);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Fitted to all cases, and to all but the family that is predicted")
        .containsPattern("family +cases +in sample: mean +median +left out: mean +median")
        .containsPattern("kernels.ampere +[0-9]+ +[0-9]+");
    String written = Files.readString(page);
    assertThat(written)
        .contains("(accuracy.svg)", "## In sample and left out", "./millrace check ");
    assertThat(Files.readString(picture)).contains("Families that no fit saw: 3 cases");
    CommandLineRun again = check(options);
    assertThat(again.out()).isEqualTo(run.out());
    assertThat(Files.readString(page)).isEqualTo(written);
  }

  @Test
  void leavesOneFamilyOutAndJudgesIt() {
    CommandLineRun run =
        check("--leave-out", "large", "--json", "-", "--max-left-out-mape", "0.001");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).containsPattern("--max-left-out-mape: is 0.001 %, the error is");
    Schemas.assertMatches("check/1", run.out());
    JsonNode leftOut = JsonMapper.shared().readTree(run.out()).get("leftOut");
    assertThat(leftOut.get("cases")).hasSize(1);
    assertThat(leftOut.get("cases").get(0).get("id").asString()).isEqualTo("c");
    assertThat(leftOut.get("parameters")).isNotEmpty();
  }

  @Test
  void saysWhichFileCannotBeWritten() {
    CommandLineRun run = check("--svg", folder.resolve("none").resolve("a.svg").toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--svg: '").contains("cannot be written");
  }

  private CommandLineRun check(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "check";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandLineRun.of(arguments);
  }

  @Test
  void inputOfWhichNothingCanBePredictedIsBad() throws IOException {
    Path odd = folder.resolve("odd.json");
    Files.writeString(
        odd, SampleCases.file(List.of(SampleCases.text("a", "b", 16, 0.2, "sideways", false))));

    CommandLineRun run = CommandLineRun.of("check", odd.toString(), "--max-refused", "5");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("none of 1 cases can be predicted");
  }
}
