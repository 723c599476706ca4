package io.millrace.simulator.lowering.training;

import static io.millrace.simulator.lowering.training.SampleWork.exchanges;
import static io.millrace.simulator.lowering.training.SampleWork.ringBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.Sample;
import io.millrace.simulator.cost.Collective.Kind;
import io.millrace.simulator.cost.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ranks exchange within passes, in the two layers of a stage between the ends. */
class WorkExchangesTest {
  private static final double STREAM = 2.0 * 4096 * 2048;

  private static Sample tensorParallel() {
    return Sample.llama().with("plan.pipeline", 4).with("plan.tensor", 4);
  }

  private static ChunkWork middle(Sample sample) {
    return SampleWork.of(sample).chunk(1);
  }

  /** 2104.04473, section 2.3: two all-reduces of {@code b s h} forward and two backward. */
  @Test
  void tensorParallelLayersReduceTwiceEachWay() {
    ChunkWork work = middle(tensorParallel());

    assertThat(exchanges(work.forward(), Axis.TENSOR)).hasSize(4).containsOnly(Kind.ALL_REDUCE);
    assertThat(exchanges(work.backward(), Axis.TENSOR)).hasSize(4).containsOnly(Kind.ALL_REDUCE);
    assertThat(ringBytes(work.forward(), Axis.TENSOR))
        .isCloseTo(2 * 4 * STREAM, withPercentage(1e-6));
  }

  /** 2205.05198, section 4.2.2: what moves is the same. */
  @Test
  void sequenceParallelismScattersAndGathersInsteadOfReducing() {
    List<Step> plain = middle(tensorParallel()).forward();
    List<Step> sequence = middle(tensorParallel().with("plan.sequenceParallel", true)).forward();

    assertThat(exchanges(sequence, Axis.TENSOR))
        .containsOnly(Kind.ALL_GATHER, Kind.REDUCE_SCATTER)
        .hasSize(8);
    assertThat(ringBytes(sequence, Axis.TENSOR))
        .isCloseTo(ringBytes(plain, Axis.TENSOR), withPercentage(1e-6));
  }

  /**
   * 2205.05198, section 4.2.2: inputs are kept split, so the backward pass gathers them once more
   * for each of the two products that need them.
   */
  @Test
  void sequenceParallelismGathersInputsAgainInTheBackwardPass() {
    List<Step> plain = middle(tensorParallel()).backward();
    List<Step> sequence = middle(tensorParallel().with("plan.sequenceParallel", true)).backward();

    assertThat(ringBytes(sequence, Axis.TENSOR) - ringBytes(plain, Axis.TENSOR))
        .isCloseTo(2 * 2 * STREAM, withPercentage(1e-6));
  }

  /** Transformer Engine and torchao: what is gathered for products of 8 bits has 8 bits. */
  @Test
  void gathersOperandsConvertedWhereScalesAllow() {
    Sample sample = tensorParallel().with("plan.sequenceParallel", true);
    List<Step> tensorwise = middle(sample.with("workload.precision", "fp8-tensorwise")).forward();
    List<Step> rowwise = middle(sample.with("workload.precision", "fp8-rowwise")).forward();

    assertThat(ringBytes(tensorwise, Axis.TENSOR))
        .isCloseTo((0.5 + 1) * 4 * STREAM, withPercentage(1e-6));
    assertThat(ringBytes(rowwise, Axis.TENSOR)).isCloseTo(2 * 4 * STREAM, withPercentage(1e-6));
  }

  @Test
  void copiesWhatTravelsAlongADimensionThatIsNotTheFirst() {
    Sample sample = tensorParallel().with("plan.sequenceParallel", true);

    assertThat(copied(sample.withFramework(it -> !it.modelExchange().batchFirst()))).isZero();
    assertThat(copied(sample.withFramework(it -> it.modelExchange().batchFirst())))
        .isCloseTo(2 * 2 * 4 * STREAM, withPercentage(1e-6));
  }

  private static double copied(Sample sample) {
    return middle(sample).forward().stream()
        .filter(step -> step.name().endsWith("layout"))
        .map(Step.Kernel.class::cast)
        .mapToDouble(step -> ((Operation.MemoryPass) step.operation()).bytes())
        .sum();
  }

  @Test
  void ranksOnTheirOwnWaitForNobody() {
    assertThat(Sample.mixture().report().breakdown())
        .doesNotContainKeys(
            TimePart.TENSOR_COMMUNICATION,
            TimePart.CONTEXT_COMMUNICATION,
            TimePart.EXPERT_COMMUNICATION,
            TimePart.PIPELINE_COMMUNICATION,
            TimePart.BUBBLE);
  }

  @Test
  void fullRecomputationRepeatsTheForwardExchanges() {
    ChunkWork plain = middle(tensorParallel());
    ChunkWork again = middle(tensorParallel().with("plan.recompute", "full"));

    assertThat(ringBytes(again.backward(), Axis.TENSOR))
        .isCloseTo(
            ringBytes(plain.backward(), Axis.TENSOR) + ringBytes(plain.forward(), Axis.TENSOR),
            withPercentage(1e-6));
  }

  /** Tokens go to their experts and come back, forward and backward. */
  @Test
  void expertParallelLayersSendTokensThereAndBack() {
    Sample sample = Sample.mixture().with("plan.data", 4).with("plan.expert", 4);
    SampleWork work = SampleWork.of(sample.withFramework(it -> it.experts().exposed() == 1));
    double copies = 2 * STREAM;

    assertThat(exchanges(work.forward(), Axis.EXPERT)).hasSize(16).containsOnly(Kind.ALL_TO_ALL);
    assertThat(exchanges(work.backward(), Axis.EXPERT)).hasSize(16).containsOnly(Kind.ALL_TO_ALL);
    assertThat(ringBytes(work.forward(), Axis.EXPERT) / (16 * copies)).isBetween(1.0, 1.3);
  }

  private static SampleWork context(String exchange) {
    return SampleWork.of(
        Sample.llama().with("plan.context", 4).with("plan.contextExchange", exchange));
  }

  /** 2310.01889: all blocks but the own pass each rank, with their gradients on the way back. */
  @Test
  void ringsPassKeysAndValuesAround() {
    SampleWork work = context("ring");
    double keysAndValues = 2.0 * 2 * 4096 * 8 * 64;

    assertThat(exchanges(work.forward(), Axis.CONTEXT))
        .hasSize(8 * 3)
        .containsOnly(Kind.POINT_TO_POINT);
    assertThat(ringBytes(work.forward(), Axis.CONTEXT))
        .isCloseTo(8 * keysAndValues * 3 / 4, withPercentage(1e-6));
    assertThat(ringBytes(work.backward(), Axis.CONTEXT))
        .isCloseTo(2 * 8 * keysAndValues * 3 / 4, withPercentage(1e-6));
  }

  /** 2309.14509, section 3.2: queries, keys, values there, the result back, each rank its share. */
  @Test
  void swappingHeadsMovesTokensNotSequences() {
    SampleWork work = context("ulysses");
    double tokens = 2.0 * 4096 / 4;
    double width = 32 * 64 + 2 * 8 * 64 + 32 * 64;

    assertThat(exchanges(work.forward(), Axis.CONTEXT))
        .hasSize(8 * 2)
        .containsOnly(Kind.ALL_TO_ALL);
    assertThat(ringBytes(work.forward(), Axis.CONTEXT))
        .isCloseTo(8 * tokens * width, withPercentage(1e-6));
    assertThat(ringBytes(work.backward(), Axis.CONTEXT))
        .isCloseTo(8 * tokens * width, withPercentage(1e-6));
  }

  /**
   * 2407.21783, section 3.3.2: keys and values are gathered, backward their gradients scattered.
   */
  @Test
  void gatheringBringsKeysAndValuesOfTheWholeSequence() {
    SampleWork work = context("all-gather");
    double keysAndValues = 2.0 * 2 * 4096 * 8 * 64;

    assertThat(ringBytes(work.forward(), Axis.CONTEXT))
        .isCloseTo(8 * keysAndValues, withPercentage(1e-6));
    assertThat(ringBytes(work.backward(), Axis.CONTEXT))
        .isCloseTo(2 * 8 * keysAndValues, withPercentage(1e-6));
  }

  /** 1910.02054, section 7.2: weights twice, gradients once, in the formats they travel in. */
  @Test
  void fullyShardedLayersGatherWeightsTwiceAndScatterGradientsOnce() {
    Sample sample = Sample.llama().with("plan.data", 4).with("plan.sharding", "zero3");
    SampleWork work = SampleWork.of(sample);
    double layers = 8.0 * work.context().model().layers().getFirst().parameters(2048).total();
    double all = work.context().model().parameters();
    int gradient = work.context().framework().dataExchange().gradientBytes();

    assertThat(ringBytes(work.forward(), Axis.DATA)).isCloseTo(2 * all, withPercentage(1e-6));
    assertThat(ringBytes(work.backward(), Axis.DATA))
        .isCloseTo(2 * layers + gradient * all, withPercentage(1e-6));
  }
}
