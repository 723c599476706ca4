package io.millrace.model.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ModelArchitecture;
import org.junit.jupiter.api.Test;

class AdaptersTest {

  /**
   * Rank 8 beside all seven matrices of Llama 2 7B's layers trains 19,988,480 weights: 32 x 8 x (4
   * x 2 x 4096 + 3 x (4096 + 11008)).
   */
  @Test
  void eachMatrixHasTwoFactors() {
    Adapters adapters = new Adapters(8);

    assertThat(adapters.parameters(model("llama-2-7b"))).isEqualTo(19_988_480);
    assertThat(adapters.tensors(model("llama-2-7b"))).isEqualTo(32 * 7 * 2);
  }

  /** Four matrices of attention in each of 48 layers: 2048 to 4096, 512, 512 and back. */
  @Test
  void expertsHaveNone() {
    long widths = 4 * 2048 + 4096 + 512 + 512 + 4096;

    assertThat(new Adapters(1).parameters(model("Qwen/Qwen3-30B-A3B"))).isEqualTo(48 * widths);
  }

  @Test
  void refusesRanksThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adapters(0))
        .withMessageContaining("0");
  }

  private static ModelArchitecture model(String name) {
    return ArchitectureCatalogue.bundled().find(name).orElseThrow().architecture();
  }
}
