package io.millrace.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureCatalogueTest {

  private final ArchitectureCatalogue catalogue = ArchitectureCatalogue.bundled();

  private ModelArchitecture model(String name) {
    return catalogue.find(name).orElseThrow().architecture();
  }

  /** Sums of the tensors in the released checkpoints, as their Hugging Face pages state them. */
  @ParameterizedTest
  @CsvSource({
    "llama-2-7b,6738415616",
    "llama-2-13b,13015864320",
    "llama-2-70b,68976648192",
    "llama-3.1-8b,8030261248",
    "llama-3.1-70b,70553706496",
    "llama-3.1-405b,405853388800",
    "llama-3.2-1b,1235814400",
    "llama-3.2-3b,3212749824",
    "llama-3.3-nemotron-super-49b,49867145216",
    "mistral-7b,7241732096",
    "mixtral-8x7b,46702792704",
    "mixtral-8x22b,140620634112",
    "qwen2.5-7b,7615616512",
    "qwen2.5-32b,32763876352",
    "qwen2.5-72b,72706203648",
    "qwen3-0.6b,596049920",
    "qwen3-1.7b,1720574976",
    "qwen3-4b,4022468096",
    "qwen3-8b,8190735360",
    "qwen3-14b,14768307200",
    "qwen3-32b,32762123264",
    "qwen3-30b-a3b,30532122624",
    "qwen3-235b-a22b,235093634560",
    "qwen3-coder-480b-a35b,480154875392",
    "deepseek-v2,235741434880",
    "deepseek-v2-lite,15706484224",
    "deepseek-v3,671026419200",
    "gpt-oss-20b,20914757184",
    "gpt-oss-120b,116829156672",
    "olmo-7b,6888095744",
    "olmo-2-7b,7298617344"
  })
  void countsReleasedCheckpointsExactly(String name, long parameters) {
    assertThat(model(name).parameters()).isEqualTo(parameters);
  }

  /**
   * Totals as their authors round them, in billions: the papers and model cards named in the
   * catalogue; Megatron's from table 1 of arXiv 2104.04473.
   */
  @ParameterizedTest
  @CsvSource({
    "gpt-1.7b,1.7",
    "gpt-3.6b,3.6",
    "gpt-7.5b,7.5",
    "gpt-18.4b,18.4",
    "gpt-39.1b,39.1",
    "gpt-76.1b,76.1",
    "gpt-145.6b,145.6",
    "gpt-310.1b,310.1",
    "gpt-530b,529.6",
    "gpt-1t,1008.0",
    "gpt-175b,174.6",
    "gpt-22b,22",
    "bloom-176b,176.2",
    "palm-540b,540.35",
    "pangu-alpha-207b,207",
    "pangu-ultra-moe,718",
    "llama-4-maverick,400",
    "deepseek-v4-flash,284",
    "glm-5,744",
    "nemotron-4-340b,341",
    "nemotron-h-8b,8.1",
    "nemotron-h-56b,56.3",
    "nemotron-3-super-120b-a12b,120.6",
    "qwen3.5-122b-a10b,122",
    "mimo-v2-flash,309",
    "gemma-4-31b,30.7",
    "internlm-20b,20.1"
  })
  void countsPublishedTotalsWithinTheirRounding(String name, double billions) {
    double rounding = billions < 3 ? 0.03 : billions < 5 ? 0.015 : 0.005;
    assertThat(model(name).parameters() / 1e9).isCloseTo(billions, within(billions * rounding));
  }

  /** Parameters per token in billions, from the papers and model cards named in the catalogue. */
  @ParameterizedTest
  @CsvSource({
    "mixtral-8x7b,12.9",
    "mixtral-8x22b,39",
    "llama-4-scout,17",
    "llama-4-maverick,17",
    "qwen3-235b-a22b,22",
    "qwen3-coder-480b-a35b,35",
    "deepseek-v3,37",
    "deepseek-v2,21",
    "kimi-k2,32.6",
    "kimi-k3,104",
    "mimo-v2-flash,15",
    "nemotron-3-nano-30b-a3b,3.5"
  })
  void countsWhatOneTokenMeets(String name, double billions) {
    assertThat(model(name).activeParameters() / 1e9).isCloseTo(billions, within(billions * 0.03));
  }

  /** DeepSeek-V3's checkpoint holds 685 billion with its module for one more token (model card). */
  @Test
  void countsTheModuleOfDeepSeekV3ApartFromItsMainModel() {
    ParameterCount count = model("deepseek-v3").parameterCount();
    assertThat(count.total()).isEqualTo(671_026_419_200L);
    long withSharedTables =
        count.withMultiTokenPrediction() + count.embedding() + count.outputHead();
    assertThat(withSharedTables / 1e9).isCloseTo(684.5, within(0.5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama-3.1-405b",
        "Llama3.1-405B",
        "Llama-3.1-405B",
        "meta-llama/Llama-3.1-405B",
        "meta-llama/Meta-Llama-3.1-405B",
        "Meta-Llama-3.1-405B-Instruct-FP8",
        "llama 3.1 405b",
        "Llama-3_1-405B"
      })
  void findsAModelByAnyOfItsUsualNames(String name) {
    assertThat(catalogue.find(name)).map(CatalogueEntry::name).contains("llama-3.1-405b");
  }

  @ParameterizedTest
  @CsvSource({
    "zhipuai/GLM-5,glm-5",
    "nvidia/Qwen3-32B-NVFP4,qwen3-32b",
    "nvidia/DeepSeek-R1-NVFP4,deepseek-v3",
    "openai/gpt-oss-120b,gpt-oss-120b",
    "MT-NLG-530B,gpt-530b",
    "Nemotron4-340B,nemotron-4-340b",
    "MPT-70b,mpt-70b",
    "GPT 175B,gpt-175b"
  })
  void findsNamesOfPublishersTuningsAndFormats(String name, String entry) {
    assertThat(catalogue.find(name)).map(CatalogueEntry::name).contains(entry);
  }

  @Test
  void doesNotConfuseSizesAndGenerations() {
    assertThat(catalogue.find("llama-3.1-7b")).isEmpty();
    assertThat(catalogue.find("llama-2-70b")).isNotEqualTo(catalogue.find("llama-3.1-70b"));
    assertThat(catalogue.find("deepseek-v3.2")).isNotEqualTo(catalogue.find("deepseek-v3"));
  }

  @Test
  void everyEntryNamesItsSource() {
    assertThat(catalogue.entries()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(catalogue.entries())
        .allSatisfy(entry -> assertThat(entry.source()).hasSizeGreaterThan(5));
  }

  @Test
  void breakdownsAddUpToTheTotal() {
    assertThat(catalogue.entries())
        .allSatisfy(
            entry -> {
              ModelArchitecture model = entry.architecture();
              ParameterCount count = model.parameterCount();
              long layers =
                  model.layers().stream()
                      .mapToLong(it -> it.parameters(model.hidden()).total())
                      .sum();
              assertThat(count.total())
                  .isEqualTo(
                      count.embedding()
                          + count.positions()
                          + count.outputHead()
                          + layers
                          + model.finalNorm().parameters(model.hidden()));
              assertThat(model.activeParameters()).isBetween(1L, count.total());
            });
  }

  @Test
  void refusesOneNameForTwoModels() {
    List<CatalogueEntry> twice = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      twice.add(new CatalogueEntry(name, List.of("same"), "", model("gpt-1.7b")));
    }
    assertThatThrownBy(() -> ArchitectureCatalogue.of(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'same' names both one and two");
  }
}
