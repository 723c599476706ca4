package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device keeps: activations as in 2205.05198, states as in 1910.02054. */
class WorkMemoryTest {
  private static final double STREAM = 2048.0 * 1024;
  private static final double HEADS = 16;
  private static final double SCORES = 5 * HEADS * 2048 / 1024;

  /** One of the two layers of a stage between the ends. */
  private static double keptByLayer(Sample sample) {
    Sample unfused =
        sample
            .withFramework(it -> it.kernels().attention() == AttentionKernel.UNFUSED)
            .with("plan.pipeline", 4);
    return SampleWork.of(unfused).chunk(1).keptBytes() / 2;
  }

  /** Equation 1: {@code s b h (34 + 5 a s / h)} bytes for each layer. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aLayerKeepsWhatThePaperCounts(int microBatch) {
    Sample sample = Sample.gpt().with("plan.microBatch", microBatch);

    assertThat(keptByLayer(sample))
        .isCloseTo(microBatch * STREAM * (34 + SCORES), withPercentage(1e-6));
  }

  /** Table 2, tensor parallel: {@code s b h (10 + 24 / t + 5 a s / (h t))}. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void tensorParallelismLeavesNormsAndDropoutWhole(int tensor) {
    assertThat(keptByLayer(Sample.gpt().with("plan.tensor", tensor)))
        .isCloseTo(STREAM * (10 + 24.0 / tensor + SCORES / tensor), withPercentage(1e-6));
  }

  /** Table 2, tensor and sequence parallel: {@code s b h / t (34 + 5 a s / h)}. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void sequenceParallelismDividesEverything(int tensor) {
    Sample sample = Sample.gpt().with("plan.tensor", tensor).with("plan.sequenceParallel", true);

    assertThat(keptByLayer(sample))
        .isCloseTo(STREAM / tensor * (34 + SCORES), withPercentage(1e-6));
  }

  /** Table 2, selective recomputation: {@code 34 s b h / t}, no scores. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void selectiveRecomputationKeepsNoScores(int tensor) {
    Sample sample =
        Sample.gpt()
            .with("plan.tensor", tensor)
            .with("plan.sequenceParallel", tensor > 1)
            .with("plan.recompute", "selective");

    assertThat(keptByLayer(sample)).isCloseTo(34 * STREAM / tensor, withPercentage(1e-6));
  }

  /** Table 2, full recomputation: {@code 2 s b h}, the layer's input. */
  @Test
  void fullRecomputationKeepsTheInputOnly() {
    assertThat(keptByLayer(Sample.gpt().with("plan.recompute", "full")))
        .isCloseTo(2 * STREAM, withPercentage(1e-6));
  }

  @Test
  void fullRecomputationNeedsOneLayerAtATime() {
    Sample sample = Sample.gpt().with("plan.pipeline", 4);
    ChunkWork again = SampleWork.of(sample.with("plan.recompute", "full")).chunk(1);

    ChunkWork once = SampleWork.of(sample).chunk(1);

    assertThat(again.transientBytes() - once.transientBytes())
        .isCloseTo(once.keptBytes() / 2, withPercentage(1e-6));
  }

  /** Of the stream, of the four times wider inner one, and of the input that this gives. */
  @Test
  void aBackwardPassWorksWithGradientsOfOneLayer() {
    assertThat(SampleWork.of(Sample.gpt().with("plan.pipeline", 4)).chunk(1).transientBytes())
        .isCloseTo((2 + 8 + 2) * STREAM, withPercentage(1e-6));
  }

  /** Megatron-LM's uniform method: of a unit of two layers only the first one's input. */
  @Test
  void unitsOfLayersKeepOneInput() {
    Sample sample = Sample.gpt().with("plan.pipeline", 4).with("plan.recompute", "full");
    ChunkWork each = SampleWork.of(sample).chunk(1);
    ChunkWork units = SampleWork.of(sample.with("plan.recomputeLayers", 2)).chunk(1);

    assertThat(units.keptBytes()).isCloseTo(each.keptBytes() / 2, withPercentage(1e-6));
    assertThat(units.transientBytes() - 12 * STREAM)
        .isCloseTo(2 * (each.transientBytes() - 12 * STREAM), withPercentage(1e-6));
    assertThat(recomputed(units)).isCloseTo(recomputed(each), withPercentage(1e-6));
  }

  /** Megatron-LM's block method: the first layers alone. */
  @Test
  void blocksOfLayersKeepTheOthersWhole() {
    Sample sample = Sample.gpt().with("plan.pipeline", 4);
    Sample full = sample.with("plan.recompute", "full");
    ChunkWork each = SampleWork.of(full).chunk(1);
    ChunkWork block =
        SampleWork.of(full.with("plan.recomputeMethod", "block").with("plan.recomputeLayers", 1))
            .chunk(1);

    assertThat(block.keptBytes())
        .isCloseTo(
            (each.keptBytes() + SampleWork.of(sample).chunk(1).keptBytes()) / 2,
            withPercentage(1e-6));
    assertThat(recomputed(block)).isCloseTo(recomputed(each) / 2, withPercentage(1e-6));
  }

  private static double recomputed(ChunkWork work) {
    return SampleWork.flops(work.backward(), it -> it.part() == TimePart.RECOMPUTATION);
  }

  /** Fused attention keeps a sum for each query instead of all scores. */
  @Test
  void fusedAttentionKeepsNoSquare() {
    double once = SampleWork.of(Sample.llama()).chunk(0).keptBytes();
    double twice =
        SampleWork.of(Sample.llama().with("workload.sequence", 8192)).chunk(0).keptBytes();

    assertThat(twice).isCloseTo(2 * once, withPercentage(1e-6));
  }

  /** Two layers at a time are on the device, on their way or in use. */
  @Test
  void offloadedActivationsAreNotOnTheDevice() {
    Sample sample = Sample.llama().with("plan.pipeline", 4);
    ChunkWork kept = SampleWork.of(sample).chunk(1);
    Sample offloaded = sample.with("plan.activationOffload", true);

    assertThat(SampleWork.of(offloaded).chunk(1).keptBytes()).isZero();
    assertThat(SampleWork.of(offloaded).chunk(1).transientBytes() - kept.transientBytes())
        .isCloseTo(kept.keptBytes(), withPercentage(1e-6));
    assertThat(SampleWork.of(offloaded.with("plan.offloadLayers", 1)).chunk(1).keptBytes())
        .isCloseTo(kept.keptBytes() / 2, withPercentage(1e-6));
  }

  private static Sample sharded(String sharding, int data) {
    return Sample.llama()
        .withFramework(it -> it.dataExchange().gradientBytes() == 2)
        .with("plan.data", data)
        .with("plan.sharding", sharding)
        .with("plan.virtualStages", 1);
  }

  private static long part(Sample sample, String part) {
    MemoryUse use = sample.report().memory().getFirst();
    return use.parts().getOrDefault(part, Bytes.ZERO).count();
  }

  /** 1910.02054, section 3.1: 2 + 2 + 12 bytes for each parameter. */
  @Test
  void mixedPrecisionAdamKeepsSixteenBytesForEachParameter() {
    Sample sample = sharded("none", 1).with("model.positionEmbeddings", 4096);
    double parameters = sample.scenario().model().parameters();

    assertThat(part(sample, "weights") + part(sample, "gradients") + part(sample, "optimizer"))
        .isCloseTo(Math.round(16 * parameters), withPercentage(1e-6));
  }

  @Test
  void thirtyTwoBitGradientsAddTwo() {
    Sample sample = Sample.llama().withFramework(it -> it.dataExchange().gradientBytes() == 4);

    assertThat(part(sample, "gradients"))
        .isCloseTo(2 * part(sample, "weights"), withPercentage(1e-6));
  }

  /**
   * Megatron-LM, megatron/arguments.py: 32 bits are forced for bf16 and else have to be asked for.
   */
  @Test
  void gradientsOfScaledLossesMayStayInSixteenBits() {
    Sample sample = Sample.gpt().with("plan.data", 2);

    assertThat(part(sample, "gradients"))
        .isCloseTo(2 * part(sample, "weights"), withPercentage(1e-6));
    assertThat(part(sample.with("workload.precision", "fp16"), "gradients"))
        .isCloseTo(part(sample, "weights"), withPercentage(1e-6));
  }

  /**
   * 1910.02054, figure 1: the optimizer's state, then gradients, then weights are shared out; of
   * these the 32-bit master alone (2304.11277, section 4.4): 4 + 8 bytes instead of 2 + 12.
   */
  @ParameterizedTest
  @CsvSource({"none, 1, 1, 1", "zero1, 1, 1, 4", "zero2, 1, 4, 4", "zero3, 2, 4, 6"})
  void shardingDividesWhatItsStageSharesOut(
      String sharding, int weights, int gradients, int optimizer) {
    Sample whole = sharded("none", 4).with("workload.globalBatch", 4);
    Sample shared = sharded(sharding, 4).with("workload.globalBatch", 4);

    assertThat(weights * part(shared, "weights"))
        .isCloseTo(part(whole, "weights"), withPercentage(1e-6));
    assertThat(gradients * part(shared, "gradients"))
        .isCloseTo(part(whole, "gradients"), withPercentage(1e-6));
    assertThat(optimizer * part(shared, "optimizer"))
        .isCloseTo(part(whole, "optimizer"), withPercentage(1e-6));
  }

  /** DeepSpeed's second stage scatters the gradients of every micro-batch. */
  @Test
  void gradientsOfSeveralMicroBatchesAreScatteredOneByOne() {
    assertThat(4.0 * part(sharded("zero2", 4), "gradients"))
        .isCloseTo(part(sharded("none", 4), "gradients"), withPercentage(1e-6));
  }

  /** In a pipeline they are added up whole; what is scattered at the end is another tensor. */
  @Test
  void aPipelineAddsGradientsUpBeforeItScattersThem() {
    Sample whole = sharded("none", 4).with("plan.pipeline", 2);
    Sample scattered = sharded("zero2", 4).with("plan.pipeline", 2);

    assertThat((double) part(scattered, "gradients"))
        .isCloseTo(1.25 * part(whole, "gradients"), withPercentage(1e-6));
  }

  /** A communicator has two neighbours, sixteen channels and 4 MiB for each of them. */
  @Test
  void everyWayOfSharingWorkTakesChannelsOfACommunicator() {
    long alone = part(Sample.llama(), MemoryUse.LIBRARIES);
    Sample two = Sample.llama().with("plan.data", 2).with("plan.tensor", 2);

    assertThat(part(two, MemoryUse.LIBRARIES) - alone).isEqualTo(2L * 2 * 16 * (4 << 20));
  }

  @Test
  void shardingWithinAGroupDividesByTheGroup() {
    Sample all = sharded("zero1", 8);
    Sample group = all.with("plan.shardingGroup", 2);

    assertThat(part(group, "optimizer"))
        .isCloseTo(4 * part(all, "optimizer"), withPercentage(1e-6));
  }

  /** Experts are spread over the ranks, everything else is copied on each of them. */
  @Test
  void expertParallelismDividesTheExperts() {
    Sample alone = Sample.mixture().with("plan.data", 4);
    Sample spread = alone.with("plan.expert", 4);
    double experts = 2.0 * 8 * 8 * 3 * 2048 * 1408;

    assertThat((double) part(alone, "weights") - part(spread, "weights"))
        .isCloseTo(experts * 3 / 4, withPercentage(1e-4));
  }

  @Test
  void whatDoesNotFitIsAResultWithAReason() {
    SimulationReport report = Sample.llama().with("cluster.overrides.memory", "2 GiB").report();

    assertThat(report.feasible()).isFalse();
    assertThat(report.reasons())
        .singleElement()
        .asString()
        .contains("stage 0", "GiB more than", "optimizer");
    assertThat(report.iterationTime().value()).isPositive();
  }

  @Test
  void everyStageThatDoesNotFitIsNamed() {
    SimulationReport report =
        Sample.llama().with("plan.pipeline", 4).with("cluster.overrides.memory", "1 GiB").report();

    assertThat(report.reasons()).hasSize(4);
  }

  @Test
  void whatFitsHasNoReasons() {
    SimulationReport report = Sample.llama().report();

    assertThat(report.feasible()).isTrue();
    assertThat(report.reasons()).isEmpty();
  }
}
