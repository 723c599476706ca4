package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.report.MemoryUse;
import io.millrace.simulator.Sample;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Memory of a rank of torchtitan's Llama, measured on one H100 whose collectives did nothing
 * (docs/h100-training-kernels.md, Memory under FSDP2).
 */
class MeasuredMemoryTest {
  private static final String ROWS = "/io/millrace/simulator/calibration/h100-training/memory.csv";

  private static final Map<Integer, Integer> INNER = Map.of(4096, 14336, 8192, 28672);

  /** Ranks that share the vocabulary leave more holes than the account knows. */
  private static final double ALONE = 3;

  private static final double SHARED = 8;

  /** A compiler that need not save memory keeps a few tensors more. */
  private static final double KEPT = 9;

  private static Sample sample(
      int hidden,
      int microBatch,
      int layers,
      int tensor,
      int data,
      String recompute,
      boolean compiled) {
    return Sample.of(
        """
        version: 1
        name: llama
        cluster: {device: nvidia-h100-sxm, devices: %d}
        model: {layers: %d, hidden: %d, ffn: %d, heads: %d, kvHeads: 8, vocab: 128256,
                activation: swiglu}
        workload: {type: training, framework: torchtitan, globalBatch: %d, sequence: 8192,
                   precision: bf16, compiled: %b}
        plan: {data: %d, tensor: %d, pipeline: 1, context: 1, expert: 1, virtualStages: 1,
               microBatch: %d, sequenceParallel: %b, sharding: zero3, recompute: %s}
        """
            .formatted(
                data * tensor,
                layers,
                hidden,
                INNER.getOrDefault(hidden, 4 * hidden),
                hidden / 128,
                data * microBatch,
                compiled,
                data,
                tensor,
                microBatch,
                tensor > 1,
                recompute));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = ROWS, numLinesToSkip = 1)
  void theAllocatorHoldsWhatTheAccountSays(
      String name,
      int hidden,
      int microBatch,
      int layers,
      int tensor,
      int data,
      String recompute,
      boolean compiled,
      double reserved) {
    Sample sample = sample(hidden, microBatch, layers, tensor, data, recompute, compiled);

    assertThat(MemoryUse.printedPeak(sample.report().memory()).gibibytes())
        .as(name)
        .isCloseTo(reserved, withPercentage(tensor > 1 ? SHARED : ALONE));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = ROWS, numLinesToSkip = 1)
  void aLayerKeepsWhatWasMeasured(
      String name,
      int hidden,
      int microBatch,
      int layers,
      int tensor,
      int data,
      String recompute,
      boolean compiled,
      double reserved,
      double allocated,
      double kept) {
    Sample more = sample(hidden, microBatch, layers + 1, tensor, data, recompute, compiled);
    Sample less = sample(hidden, microBatch, layers, tensor, data, recompute, compiled);
    double layer =
        SampleWork.of(more).chunk(0).keptBytes() - SampleWork.of(less).chunk(0).keptBytes();

    assertThat(layer / (1 << 20)).as(name).isCloseTo(kept, withPercentage(KEPT));
  }
}
