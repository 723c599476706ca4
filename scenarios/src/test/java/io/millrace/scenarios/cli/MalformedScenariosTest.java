package io.millrace.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong inputs: each gives all its issues with their paths, exit status 2 and no stack trace. */
class MalformedScenariosTest {
  private static final String RIGHT =
      """
      version: 1
      name: right
      cluster: {device: nvidia-h100-sxm, devices: 16}
      model: {name: own, layers: 8, hidden: 1024, ffn: 4096, heads: 16, activation: gelu, vocab: 50257}
      workload: {type: training, globalBatch: 32, sequence: 1024, precision: bf16}
      plan: {label: d4t2p2}
      """;

  @TempDir private Path folder;
  private CommandLineRun run = new CommandLineRun(0, "", "");

  @AfterEach
  void neverShowsAStackTraceNorAResult() {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain("Exception").doesNotContain("at io.millrace");
  }

  @Test
  void wrongUnits() throws IOException {
    simulate(
        RIGHT.replace(
                "devices: 16", "devices: 16, interNodePerDevice: 400 GB, overrides: {power: 7}")
            + "pricePerDevice: 2 EUR/h\n");

    assertThat(issues())
        .containsExactly(
            "pricePerDevice: 'EUR/h' is no unit of a hourly price in '2 EUR/h'",
            "cluster.overrides.power: '7' has no unit",
            "cluster.interNodePerDevice: 'GB' is no unit of a bandwidth in '400 GB'");
    assertThat(hints()).contains("write it like '900 GB/s'; units are B/s, kB/s");
  }

  @Test
  void unknownKeysBesideSizesThatDoNotMultiply() throws IOException {
    simulate(
        RIGHT.replace("plan: {", "plan: {microbatch: 1, ").replace("d4t2p2", "d4t2p4")
            + "clustr: 3\n");

    assertThat(issues())
        .containsExactly(
            "plan.microbatch: unknown key",
            "plan: data 4 x tensor 2 x pipeline 4 x context 1 = 32 devices, the cluster has 16",
            "clustr: unknown key");
    assertThat(hints()).contains("Maybe 'microBatch'?").contains("Maybe 'cluster'?");
  }

  @Test
  void negativeSizes() throws IOException {
    simulate(
        RIGHT
            .replace("layers: 8", "layers: -8")
            .replace("globalBatch: 32", "globalBatch: -32")
            .replace("devices: 16", "devices: 16, interNodePerDevice: -5 GB/s")
            .replace("label: d4t2p2", "data: -4"));

    assertThat(issues())
        .containsExactly(
            "cluster.interNodePerDevice: '-5 GB/s' is negative",
            "model.layers: must be at least 1, is -8",
            "workload.globalBatch: must be at least 1, is -32",
            "plan.data: must be at least 1, is -4");
  }

  @Test
  void sizesThatDoNotMultiplyOrDivide() throws IOException {
    simulate(
        RIGHT.replace("label: d4t2p2", "label: d5t3p16c3, stageLayers: [1, 2], microBatch: 3"));

    assertThat(issues())
        .containsExactly(
            "plan: stageLayers has 2 entries for 16 stages x 1 virtual stages",
            "plan: data 5 x tensor 3 x pipeline 16 x context 3 = 720 devices, the cluster has 16",
            "plan.pipeline: 16 stages are more than the 8 layers",
            "plan.tensor: 3 does not divide the 16 attention heads",
            "plan.context: 3 does not divide the sequence of 1024 tokens");
    simulate(RIGHT.replace("label: d4t2p2", "label: d4t2p2, microBatch: 3, shardingGroup: 3"));
    assertThat(issues())
        .containsExactly("plan: shardingGroup 3 does not divide the 4 data-parallel ranks");
    simulate(RIGHT.replace("label: d4t2p2", "label: d4t2p2, microBatch: 3"));
    assertThat(issues())
        .containsExactly("workload.globalBatch: 32 is no multiple of data 4 x microBatch 3");
    assertThat(hints()).contains("Maybe 24?");
  }

  @Test
  void missingDeviceAndOtherMissingKeys() throws IOException {
    simulate("version: 1\nname: x\ncluster: {devices: 16}\nworkload: {}\nplan: {data: 1}\n");

    assertThat(issues())
        .containsExactly(
            "cluster: does not say what it is built of",
            "model: is missing",
            "workload.type: is missing",
            "workload.globalBatch: is missing",
            "workload.sequence: is missing",
            "workload.precision: is missing",
            "plan: data 1 x tensor 1 x pipeline 1 x context 1 = 1 devices, the cluster has 16");
  }

  @Test
  void danglingReferences() throws IOException {
    simulate(
        RIGHT
            .replace("nvidia-h100-sxm", "nvidia-h100-smx")
            .replaceAll("model: .*", "model: llama-3.1-405")
            .replace("d4t2p2", "d3t2p2"));

    assertThat(issues())
        .containsExactly(
            "cluster.device: 'nvidia-h100-smx' is no device of the catalogue",
            "model: no model 'llama-3.1-405' is known",
            "plan: data 3 x tensor 2 x pipeline 2 x context 1 = 12 devices, the cluster has 16",
            "workload.globalBatch: 32 is no multiple of data 3 x microBatch 1");
    assertThat(hints()).contains("Maybe 'nvidia-h100-sxm'?").contains("Maybe 'llama-3.1-405b'?");
  }

  @Test
  void absurdNumbers() throws IOException {
    simulate(
        RIGHT
            .replace("layers: 8", "layers: 1e30")
            .replace("devices: 16", "devices: 1000000000")
            .replace("sequence: 1024", "sequence: 99999999999999999999")
            .replace("label: d4t2p2", "data: 100000, tensor: 100000, pipeline: 100000"));

    assertThat(issues())
        .containsExactly(
            "cluster.devices: make 1000000000 devices, more than 10000000",
            "model.layers: expected a whole number, found the number 1.0E30",
            "workload.sequence: expected a whole number, found the number 99999999999999999999",
            "plan: data 100000 x tensor 100000 x pipeline 100000 x context 1, expert 1: more than"
                + " 10000000 devices");
  }

  @Test
  void productsThatOverflow() throws IOException {
    simulate(
        RIGHT
            .replace("globalBatch: 32", "globalBatch: 2147483647")
            .replace("layers: 8", "layers: 10000, bias: 3")
            .replace("label: d4t2p2", "label: d4t2p2, microBatch: 2147483647"));
    assertThat(issues())
        .contains(
            "workload.globalBatch: 2147483647 is no multiple of data 4 x microBatch 2147483647");

    simulate(RIGHT.replace("globalBatch: 32", "globalBatch: 2147483644"));
    assertThat(issues())
        .containsExactly(
            "workload.globalBatch: makes 536870911 micro-batches for each of 2 stages: more than"
                + " 1000000 passes");
  }

  @Test
  void aTimeThatNoClockCounts() throws IOException {
    simulate(RIGHT.replace("devices: 16", "devices: 16, interNodePerDevice: 1e-6 B/s"));

    assertThat(issues()).singleElement().asString().contains("takes longer than 107 days");
  }

  @Test
  void wrongTypes() throws IOException {
    simulate(
        """
        version: one
        name: [x]
        cluster: 5
        model: true
        workload: [training]
        plan: d8t4p2
        published: soon
        """);

    assertThat(issues())
        .containsExactly(
            "version: expected a whole number, found the text 'one'",
            "name: expected a text, found a list",
            "published: expected an object with keys, found the text 'soon'",
            "cluster: expected an object with keys, found the number 5",
            "model: expected an object with keys, found true",
            "workload: expected an object with keys, found a list",
            "plan: expected an object with keys, found the text 'd8t4p2'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   \n\n", "# only a comment\n", "---\n", "null\n"})
  void emptyFiles(String text) throws IOException {
    simulate(text);

    assertThat(issues()).containsExactly("$: the input is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"just words\n", "3\n", "[1, 2]\n"})
  void filesThatHoldNoObject(String text) throws IOException {
    simulate(text);

    assertThat(issues()).first().asString().startsWith("$: expected an object with keys, found");
  }

  @Test
  void aYamlBomb() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(before, before))));
    }
    simulate(bomb + RIGHT);

    assertThat(issues()).containsExactly("line 2: '*a0' refers to an anchor; aliases are not read");
  }

  @Test
  void keysThatAreGivenTwiceBesideOtherIssues() throws IOException {
    simulate(RIGHT.replace("devices: 16", "devices: 16, devices: 32") + "name: again\nseed: -1\n");

    assertThat(issues())
        .containsExactly(
            "cluster.devices: is given twice, again in line 3",
            "name: is given twice, again in line 7",
            "seed: must be at least 0, is -1");
  }

  @Test
  void deepNesting() throws IOException {
    simulate(RIGHT + "published: " + "[".repeat(100_000) + "]".repeat(100_000) + "\n");
    assertThat(issues())
        .containsExactly("line 7, column 76: lists and objects are nested deeper than 64 levels");

    simulateAs("deep.json", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000));
    assertThat(issues()).singleElement().asString().contains("nested deeper than 64 levels");
  }

  @Test
  void endlessKeysTextsAndNumbers() throws IOException {
    simulateAs("key.json", "{\"" + "k".repeat(20_000) + "\": 1}");
    assertThat(issues()).singleElement().asString().contains("a key has more than 10000 char");
    simulateAs("text.json", "{\"name\": \"" + "x".repeat(2_000_000) + "\"}");
    assertThat(issues()).singleElement().asString().contains("a text has more than 1048576 char");
    simulateAs("number.json", "{\"seed\": " + "1".repeat(1000) + "}");
    assertThat(issues()).singleElement().asString().contains("a number has more than 100 char");
    simulate(
        RIGHT
            + "pricePerDevice: '"
            + "1 "
            + " ".repeat(500_000)
            + "x'\nobjective: "
            + "y".repeat(500_000)
            + "\n");
    assertThat(issues()).hasSize(2);
    assertThat(run.err()).hasSizeLessThan(1500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": 1,}",
        "{\"name\": 'x'}",
        "{\"name\": NaN}",
        "{\"name\": \"x\"} {}",
        "{\"name\": \"x\"",
        "<html></html>"
      })
  void textsThatAreNoJson(String text) throws IOException {
    simulateAs("wrong.json", text);

    assertThat(issues())
        .singleElement()
        .asString()
        .matches("line 1(, column \\d+)?: (not valid JSON: .*|there is more after the end.*)")
        .doesNotContain("Feature", "REDACTED", "JsonToken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name: [1, 2\n", "name: \"x\n", "a:\n\t- b\n", "a: b: c\n", "a: @b\n"})
  void textsThatAreNoYaml(String text) throws IOException {
    simulate(text);

    assertThat(issues())
        .singleElement()
        .asString()
        .matches("line \\d+, column \\d+: not valid YAML: .*");
  }

  @Test
  void aBinaryFile() throws IOException {
    byte[] bytes = new byte[4096];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Path file = Files.write(folder.resolve("binary.yaml"), bytes);
    run = CommandLineRun.of("simulate", file.toString());
    assertThat(issues()).singleElement().asString().startsWith("line 1: byte 0x");

    Files.write(file, RIGHT.replace("right", "\0").getBytes(StandardCharsets.UTF_8));
    run = CommandLineRun.of("simulate", file.toString());
    assertThat(issues()).containsExactly("line 2: byte 0x00 is in no text");
  }

  @Test
  void aTextInAnotherEncoding() throws IOException {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, RIGHT.replace("right", "Pangu-α").getBytes(StandardCharsets.UTF_16));
    run = CommandLineRun.of("simulate", file.toString());
    assertThat(issues()).containsExactly("line 1: byte 0xFE is not UTF-8");

    Files.write(file, RIGHT.replace("right", "modèle").getBytes(StandardCharsets.ISO_8859_1));
    run = CommandLineRun.of("simulate", file.toString());
    assertThat(issues()).containsExactly("line 2: byte 0xE8 is not UTF-8");
    assertThat(hints()).contains("give a text file, saved as UTF-8");
  }

  @Test
  void aFolder() {
    run = CommandLineRun.of("simulate", folder.toString());

    assertThat(issues()).containsExactly("$: " + folder + " is a folder");
  }

  @Test
  void aFileThatIsNotThere() {
    Path nowhere = folder.resolve("nowhere.yaml");

    run = CommandLineRun.of("simulate", nowhere.toString());

    assertThat(issues()).containsExactly("$: there is no file " + nowhere);
  }

  @Test
  void aFileOfAHundredMegabytes() throws IOException {
    Path file = folder.resolve("large.yaml");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(100 << 20);
    }

    run = CommandLineRun.of("simulate", file.toString());

    assertThat(issues()).containsExactly("$: " + file + " is larger than 64 MiB");
  }

  @Test
  void validateFindsTheSameIssues() throws IOException {
    simulate(RIGHT.replace("d4t2p2", "d3t2p2") + "extra: 1\n");
    String issues = run.err();

    run = CommandLineRun.of("validate", folder.resolve("wrong.yaml").toString());

    assertThat(run.err()).isEqualTo(issues);
  }

  private void simulate(String yaml) throws IOException {
    simulateAs("wrong.yaml", yaml);
  }

  private void simulateAs(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    run = CommandLineRun.of("simulate", file.toString());
  }

  /** Every issue as path and message. */
  private List<String> issues() {
    List<String> issues = lines("  ");
    assertThat(run.err()).contains(" has " + issues.size() + " issue");
    return issues;
  }

  private String hints() {
    return String.join("\n", lines("      "));
  }

  private List<String> lines(String indent) {
    return Arrays.stream(run.err().split("\n"))
        .filter(line -> line.startsWith(indent) && line.charAt(indent.length()) != ' ')
        .map(String::strip)
        .toList();
  }
}
