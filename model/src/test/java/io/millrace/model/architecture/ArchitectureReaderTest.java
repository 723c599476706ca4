package io.millrace.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchitectureReaderTest {

  private final List<Assumption> assumptions = new ArrayList<>();

  private Parsed<ModelArchitecture> read(String block) {
    Issues issues = new Issues();
    Fields root = Fields.of(Document.parse("model: " + block, false).orThrow(), issues);
    Optional<ModelArchitecture> model =
        ArchitectureReader.read(
            root, "model", Optional.of(Path.of("")), ArchitectureCatalogue.bundled(), assumptions);
    return issues.result(model::orElseThrow);
  }

  private List<String> issuesOf(String block) {
    return read(block).issues().stream().map(Issue::toString).toList();
  }

  @Test
  void readsALlamaBlock() {
    ModelArchitecture model =
        read("{name: own, layers: 80, hidden: 8192, ffn: 28672, heads: 64, kvHeads: 8,"
                + " activation: swiglu, vocab: 128256}")
            .orThrow();
    assertThat(model.parameters()).isEqualTo(70_553_706_496L);
    assertThat(model.finalNorm()).isEqualTo(Norm.RMS);
    assertThat(assumptions).isEmpty();
  }

  @Test
  void takesAGeluNetworkForAMegatronGptWithBiasesAndLayerNorms() {
    ModelArchitecture model =
        read("{name: own, layers: 2, hidden: 64, ffn: 256, heads: 4, activation: gelu, vocab: 100,"
                + " tiedEmbeddings: true}")
            .orThrow();
    assertThat(model.parameters()).isEqualTo(12L * 2 * 64 * 64 + 13 * 2 * 64 + 100 * 64 + 2 * 64);
    assertThat(model.positionEmbeddings()).isZero();
  }

  @Test
  void firstLayersMayBeDense() {
    ModelArchitecture model =
        read("{name: own, layers: 5, hidden: 64, ffn: 256, heads: 4, activation: swiglu, vocab: 9,"
                + " moe: {experts: 8, topK: 2, expertFfn: 32, sharedFfn: 32, denseLayers: 2}}")
            .orThrow();
    assertThat(model.layers().stream().map(it -> it.feedForward() instanceof DenseFeedForward))
        .containsExactly(true, true, false, false, false);
  }

  @Test
  void assumesHeadsOf64WhereTheSourceDoesNotSay() {
    ModelArchitecture model =
        read("{name: own, layers: 1, hidden: 1536, ffn: 6144, activation: gelu, vocab: 9}")
            .orThrow();
    assertThat(model.layers().getFirst().mixer())
        .isEqualTo(GroupedQueryAttention.of(24, 24, 64).withBias(AttentionBias.ALL));
    assertThat(assumptions).extracting(Assumption::path).containsExactly("model.heads");
  }

  @Test
  void aNameAloneIsLookedUp() {
    assertThat(read("{name: deepseek-ai/DeepSeek-V3}").orThrow().parameters())
        .isEqualTo(671_026_419_200L);
    assertThat(read("Llama3.1-405B").orThrow().layerCount()).isEqualTo(126);
  }

  @Test
  void aNameMayGoWithoutItsFurtherTokens() {
    ModelArchitecture model = read("{name: deepseek-v3, multiTokenPrediction: false}").orThrow();
    assertThat(model.multiTokenPrediction()).isEmpty();
  }

  @Test
  void aBlockThatRepeatsACatalogueEntryGetsItsDetails() {
    ModelArchitecture model =
        read("{name: GPT-OSS-120B, layers: 36, hidden: 2880, heads: 64, kvHeads: 8, headDim: 64,"
                + " activation: swiglu, vocab: 201088,"
                + " moe: {experts: 128, topK: 4, expertFfn: 2880}}")
            .orThrow();
    assertThat(model.name()).isEqualTo("GPT-OSS-120B");
    assertThat(model.parameters()).isEqualTo(116_829_156_672L);
    assertThat(model.distinctLayers()).hasSize(2);
    assertThat(assumptions).extracting(Assumption::path).containsExactly("model");
  }

  @Test
  void aBlockWithAKnownNameAndOtherDimensionsStandsForItself() {
    ModelArchitecture model =
        read("{name: gpt-oss-120b, layers: 12, hidden: 2880, heads: 64, kvHeads: 8, headDim: 64,"
                + " activation: swiglu, vocab: 201088,"
                + " moe: {experts: 128, topK: 4, expertFfn: 2880}}")
            .orThrow();
    assertThat(model.layerCount()).isEqualTo(12);
    assertThat(model.distinctLayers()).hasSize(1);
    assertThat(assumptions).isEmpty();
  }

  @Test
  void furtherTokensComeFromTheCatalogueUnlessTheBlockSays() {
    String deepSeek =
        "name: DeepSeek-V3-671B, layers: 61, hidden: 7168, ffn: 18432, heads: 128, kvHeads: 128,"
            + " activation: swiglu, vocab: 129280, moe: {experts: 256, topK: 8, expertFfn: 2048,"
            + " sharedFfn: 2048, denseLayers: 3}, mla: {queryRank: 1536, kvRank: 512,"
            + " noPositionDim: 128, ropeDim: 64, valueDim: 128}";
    assertThat(read("{" + deepSeek + "}").orThrow().multiTokenPredictionDepth()).isEqualTo(1);
    assertThat(assumptions).extracting(Assumption::path).contains("model.multiTokenPrediction");
    assertThat(
            read("{" + deepSeek + ", multiTokenPrediction: false}")
                .orThrow()
                .multiTokenPredictionDepth())
        .isZero();
    assertThat(
            read("{" + deepSeek + ", multiTokenPrediction: 2}")
                .orThrow()
                .multiTokenPredictionDepth())
        .isEqualTo(2);
  }

  @Test
  void readsLayerKindsInTheOrderOfTheirPattern() {
    ModelArchitecture model =
        read("""

              name: hybrid
              hidden: 64
              vocab: 100
              layerKinds:
                states: {mixer: {type: state-space, heads: 4, headDim: 32, stateSize: 16}}
                full: {mixer: {type: attention, heads: 4, headDim: 16}}
                experts: {feedForward: {activation: swiglu, moe: {experts: 4, topK: 1, expertFfn: 32}}}
              layerPattern: (states*2 experts)*2 full
            """)
            .orThrow();
    assertThat(model.layerCount()).isEqualTo(7);
    assertThat(model.layers().getLast().mixer()).isEqualTo(GroupedQueryAttention.of(4, 4, 16));
    assertThat(model.layers().get(2).mixer()).isEqualTo(new NoMixer());
  }

  @Test
  void saysWhichDimensionsAreMissing() {
    assertThat(read("{name: own, layers: 4}").issues())
        .extracting(Issue::path)
        .contains("model.hidden", "model.vocab", "model.ffn");
  }

  @Test
  void anUnknownNameGetsTheNearestOne() {
    assertThat(issuesOf("{name: lama-3.1-405b}"))
        .singleElement()
        .asString()
        .contains("model.name", "no model 'lama-3.1-405b'", "Maybe 'llama-3.1-405b'?");
    assertThat(issuesOf("mixtral-8x7")).singleElement().asString().contains("mixtral-8x7b");
  }

  @Test
  void crossChecksDimensions() {
    String block = "name: own, layers: 2, ffn: 9, vocab: 9, activation: swiglu, ";
    assertThat(issuesOf("{" + block + "hidden: 100, heads: 3}"))
        .singleElement()
        .asString()
        .contains("3 heads do not divide a hidden size of 100", "Give headDim");
    assertThat(issuesOf("{" + block + "hidden: 64, heads: 4, kvHeads: 3}"))
        .singleElement()
        .asString()
        .contains("4 heads cannot share 3");
    assertThat(
            issuesOf(
                "{" + block + "hidden: 64, heads: 4, moe: {experts: 2, topK: 3, expertFfn: 8}}"))
        .singleElement()
        .asString()
        .contains("model.moe", "3 experts of 2");
    assertThat(
            issuesOf(
                "{"
                    + block
                    + "hidden: 64, heads: 4,"
                    + " moe: {experts: 2, topK: 1, expertFfn: 8, denseLayers: 3}}"))
        .singleElement()
        .asString()
        .contains("denseLayers is 3 of 2 layers");
    assertThat(issuesOf("{" + block + "hidden: 1073741824, heads: 4}"))
        .isNotEmpty()
        .allSatisfy(issue -> assertThat(issue).contains("1073741824").contains("must be"));
  }

  @Test
  void refusesUnknownKeysWithTheNearestKnownOne() {
    assertThat(
            issuesOf(
                "{name: own, layers: 2, hidden: 64, ffn: 9, heads: 4, vocab: 9, activation: gelu,"
                    + " kvHead: 4}"))
        .singleElement()
        .asString()
        .contains("model.kvHead", "unknown key", "Maybe 'kvHeads'?");
    assertThat(
            issuesOf(
                "{name: own, hidden: 64, vocab: 9, heads: 4, layerPattern: a,"
                    + " layerKinds: {a: {mixer: {type: attention, heads: 4, headDim: 16}}}}"))
        .singleElement()
        .asString()
        .contains("model.heads", "unknown key");
  }

  @Test
  void aPatternMayOnlyNameKindsThatAreThere() {
    assertThat(
            issuesOf(
                "{name: own, hidden: 64, vocab: 9, layerPattern: a b*2,"
                    + " layerKinds: {a: {mixer: {type: attention, heads: 4, headDim: 16}}}}"))
        .singleElement()
        .asString()
        .contains("model.layerPattern", "'b' is none of the layer kinds", "Known: a");
    assertThat(
            issuesOf(
                "{name: own, layers: 4, hidden: 64, vocab: 9, layerPattern: a*2,"
                    + " layerKinds: {a: {mixer: {type: attention, heads: 4, headDim: 16}}}}"))
        .singleElement()
        .asString()
        .contains("model.layers", "is 4, but the pattern has 2 layers");
  }

  @Test
  void noInputMakesTheReaderThrow() {
    for (String block :
        List.of(
            "7",
            "[]",
            "{}",
            "{layers: x}",
            "{layerKinds: 3}",
            "{layerPattern: '('}",
            "{moe: []}",
            "{name: 5}",
            "{mla: {}, layers: 1}",
            "{layers: 99999999, hidden: 1, vocab: 1}",
            "{multiTokenPrediction: {depth: 0}}",
            "{name: gpt-1t, multiTokenPrediction: -1}")) {
      assertThat(read(block).issues()).as(block).isNotEmpty();
    }
  }

  @Test
  void aPathIsReadFromTheFolderOfTheScenario(@TempDir Path folder) throws IOException {
    Path model = Files.createDirectory(folder.resolve("tiny-llama"));
    Files.writeString(
        model.resolve("config.json"),
        """
        {"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2, "vocab_size": 100,
         "num_attention_heads": 4, "intermediate_size": 128, "tie_word_embeddings": false}
        """);
    for (String reference : List.of("tiny-llama", "tiny-llama/config.json")) {
      ModelArchitecture read =
          ArchitectureReader.readNamed(
                  reference, Optional.of(folder), ArchitectureCatalogue.bundled(), assumptions)
              .orThrow();
      assertThat(read.name()).isEqualTo("tiny-llama");
      assertThat(read.parameters())
          .isEqualTo(2 * 100 * 64 + 64 + 2 * (4 * 64 * 64 + 3 * 64 * 128 + 2 * 64));
    }
  }

  @Test
  void whereFilesMustNotBeReadAPathIsAnUnknownModel(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), "{}");

    Parsed<ModelArchitecture> read =
        ArchitectureReader.readNamed(
            file.toString(), Optional.empty(), ArchitectureCatalogue.bundled(), assumptions);

    assertThat(read.issues())
        .singleElement()
        .satisfies(it -> assertThat(it.message()).endsWith("is known"));
  }

  @Test
  void aPathWithoutAFileIsAnIssueOfTheKey(@TempDir Path folder) {
    assertThat(issuesOf("./nowhere/config.json"))
        .singleElement()
        .asString()
        .startsWith("model: ")
        .contains("there is no file");
  }
}
