package io.millrace.simulator.lowering.posttraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.plan.ParallelStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheMemoryTest {

  /**
   * Two bytes for each element of keys and values: Llama 2 7B has 32 layers of 32 heads of 128,
   * Llama 3.1 70B 80 layers of 8, DeepSeek-V3 61 latents of 512 + 64 (2412.19437, section 4.2). A
   * rank has at least one head, and all of a latent.
   */
  @ParameterizedTest
  @CsvSource({
    "llama-2-7b, 1, 1, 524288",
    "llama-2-7b, 8, 1, 65536",
    "llama-2-7b, 1, 4, 131072",
    "llama-3.1-70b, 1, 1, 327680",
    "llama-3.1-70b, 8, 1, 40960",
    "llama-3.1-70b, 16, 1, 40960",
    "deepseek-v3, 1, 1, 70272",
    "deepseek-v3, 32, 1, 70272"
  })
  void aTokenTakesWhatItsHeadsTake(String name, int tensor, int pipeline, double bytes) {
    ParallelStrategy strategy = new ParallelStrategy(1, tensor, pipeline, 1, 1);

    assertThat(CacheMemory.tokenBytes(model(name), strategy)).isCloseTo(bytes, within(1e-6));
  }

  @Test
  void tokensFitBesideTheWeights() {
    CacheMemory memory =
        new CacheMemory(
            HardwareCatalogue.bundled().device("nvidia-h100-sxm").orElseThrow(),
            model("llama-2-7b"),
            new ParallelStrategy(1, 1, 1, 1, 1),
            0.9,
            0,
            NumberFormat.BF16);

    assertThat(memory.bytes(memory.tokens())).isCloseTo(memory.roomBytes(), within(1.0));
    assertThat(memory.weightBytes()).isCloseTo(2 * 6.738e9, within(0.01e9));
  }

  @Test
  void nothingFitsBesideWeightsThatAreTooLarge() {
    CacheMemory memory =
        new CacheMemory(
            HardwareCatalogue.bundled().device("nvidia-h100-sxm").orElseThrow(),
            model("llama-3.1-70b"),
            new ParallelStrategy(1, 1, 1, 1, 1),
            0.9,
            0,
            NumberFormat.BF16);

    assertThat(memory.tokens()).isNegative();
  }

  private static ModelArchitecture model(String name) {
    return ArchitectureCatalogue.bundled().find(name).orElseThrow().architecture();
  }
}
