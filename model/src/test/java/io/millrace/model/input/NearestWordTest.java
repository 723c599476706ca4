package io.millrace.model.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {
  private static final List<String> KEYS =
      List.of("data", "tensor", "pipeline", "microBatch", "virtualStages", "nvidia-h100-sxm");

  @ParameterizedTest
  @CsvSource({
    "microbatch, microBatch",
    "micro_batch, microBatch",
    "microBtach, microBatch",
    "pipline, pipeline",
    "tensr, tensor",
    "dta, data",
    "nvidia_h100_smx, nvidia-h100-sxm",
    "h100, nvidia-h100-sxm",
    "stages, virtualStages",
  })
  void findsTheWordWithTheFewestEdits(String word, String meant) {
    assertThat(NearestWord.find(word, KEYS)).contains(meant);
  }

  @Test
  void prefersANameThatHasTheWordBetweenItsDashes() {
    assertThat(NearestWord.find("h20", List.of("dgx-h200", "h200", "hgx-h20"))).contains("hgx-h20");
    assertThat(NearestWord.find("h200", List.of("hgx-h200", "H200"))).contains("H200");
  }

  @Test
  void findsAbbreviations() {
    assertThat(NearestWord.find("bfloat16", List.of("fp8", "fp16", "bf16"))).contains("bf16");
    assertThat(NearestWord.find("bfloat61", List.of("fp8", "fp16", "bf16"))).isEmpty();
  }

  @Test
  void aSlipIsOfFewLettersEvenBesideANameThatHasTheWord() {
    assertThat(NearestWord.slip("tensor", List.of("my-tensor", "tensors"))).contains("tensors");
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(NearestWord.find("temperature", KEYS)).isEmpty();
    assertThat(NearestWord.find("xy", KEYS)).isEmpty();
    assertThat(NearestWord.find("data", List.of())).isEmpty();
    assertThat(NearestWord.find("data".repeat(100_000), KEYS)).isEmpty();
  }

  @Test
  void hintsAtAllKnownWordsWhereTheyAreFew() {
    List<String> many = IntStream.range(0, 31).mapToObj(i -> "word" + i).toList();

    assertThat(NearestWord.hint("temperature", KEYS)).startsWith("Known: data, tensor, ");
    assertThat(NearestWord.hint("pipline", KEYS)).isEqualTo("Maybe 'pipeline'?");
    assertThat(NearestWord.hint("temperature", many)).isEmpty();
  }
}
