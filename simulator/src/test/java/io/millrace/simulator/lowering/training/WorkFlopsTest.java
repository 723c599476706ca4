package io.millrace.simulator.lowering.training;

import static io.millrace.simulator.lowering.training.SampleWork.flops;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The described steps do the arithmetic that the textbook counts. */
class WorkFlopsTest {

  static List<Sample> samples() {
    return List.of(Sample.gpt(), unfused(Sample.gpt()), Sample.llama(), Sample.mixture());
  }

  private static Sample unfused(Sample sample) {
    return sample.withFramework(it -> it.kernels().attention() == AttentionKernel.UNFUSED);
  }

  /** Two operations for each weight and token; a token meets the weights of its experts only. */
  private static double products(SampleWork work) {
    ModelArchitecture model = work.context().model();
    double weights = (double) model.vocabulary() * model.hidden();
    for (var layer : model.layers()) {
      weights += layer.mixer().parameters(model.hidden()).weights();
      weights += layer.feedForward().activeParameters(model.hidden()).weights();
    }
    return 2 * weights * work.context().tokens();
  }

  private static boolean isAttention(Step.Kernel kernel) {
    return kernel.part() == TimePart.ATTENTION;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void forwardIsTwiceTheWeightsForEachToken(Sample sample) {
    SampleWork work = SampleWork.of(sample);

    assertThat(flops(work.forward(), kernel -> !isAttention(kernel)))
        .isCloseTo(products(work), withPercentage(1e-6));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void backwardIsTwiceForward(Sample sample) {
    SampleWork work = SampleWork.of(sample);

    assertThat(flops(work.backward(), kernel -> !isAttention(kernel)))
        .isCloseTo(2 * products(work), withPercentage(1e-6));
  }

  /** 2104.04473, appendix: {@code 4 b s^2 h} for each layer where the scores are computed whole. */
  @Test
  void unfusedAttentionComputesTheSquareOfTheSequence() {
    SampleWork work = SampleWork.of(unfused(Sample.gpt()));
    double square = 8 * 4.0 * 2048 * 2048 * 1024;

    assertThat(flops(work.forward(), WorkFlopsTest::isAttention))
        .isCloseTo(square, withPercentage(1e-6));
    assertThat(flops(work.backward(), WorkFlopsTest::isAttention))
        .isCloseTo(2 * square, withPercentage(1e-6));
  }

  /** 2307.08691, section 4: half of it, and backward five products instead of two. */
  @Test
  void fusedAttentionSkipsWhatTheMaskHides() {
    SampleWork work = SampleWork.of(Sample.llama());
    double half = 8 * 2.0 * 4096 * 4096 * 2048;

    assertThat(flops(work.forward(), WorkFlopsTest::isAttention))
        .isCloseTo(half, withPercentage(1e-6));
    assertThat(flops(work.backward(), WorkFlopsTest::isAttention))
        .isCloseTo(2.5 * half, withPercentage(1e-6));
  }

  /** All of the window but for the first tokens, before which there is less than a window. */
  @Test
  void slidingWindowsComputeTheWindowOnly() {
    Sample sample = Sample.llama().with("model.slidingWindow", 1024);
    double window = 8 * 4.0 * (4096 - 1024 / 2) * 1024 * 2048;

    assertThat(flops(SampleWork.of(sample).forward(), WorkFlopsTest::isAttention))
        .isCloseTo(window, withPercentage(1e-6));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void fullRecomputationIsOneMoreForwardPassOfTheLayers(Sample sample) {
    SampleWork usual = SampleWork.of(sample);
    SampleWork again = SampleWork.of(sample.with("plan.recompute", "full"));
    ModelArchitecture model = usual.context().model();
    double output = 2.0 * model.vocabulary() * model.hidden() * usual.context().tokens();

    assertThat(flops(again.backward()) - flops(usual.backward()))
        .isCloseTo(flops(usual.forward()) - output, withPercentage(1e-6));
  }

  /** 2205.05198, section 5: the scores, softmax and values of attention, about {@code s / 6h}. */
  @Test
  void selectiveRecomputationIsTheCoreOfAttention() {
    Sample sample = unfused(Sample.gpt());
    SampleWork usual = SampleWork.of(sample);
    SampleWork again = SampleWork.of(sample.with("plan.recompute", "selective"));

    assertThat(flops(again.backward()) - flops(usual.backward()))
        .isCloseTo(flops(usual.forward(), WorkFlopsTest::isAttention), withPercentage(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void tensorParallelRanksShareTheWork(int tensor) {
    for (Sample sample : List.of(Sample.gpt(), Sample.llama())) {
      SampleWork alone = SampleWork.of(sample);
      SampleWork shared = SampleWork.of(sample.with("plan.tensor", tensor));

      assertThat(flops(shared.forward()))
          .isCloseTo(flops(alone.forward()) / tensor, withPercentage(1e-6));
      assertThat(flops(shared.backward()))
          .isCloseTo(flops(alone.backward()) / tensor, withPercentage(1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "4, 1", "4, 2", "2, 4"})
  void pipelinesOnlyCutTheWork(int stages, int chunks) {
    Sample sample = Sample.llama().with("plan.pipeline", stages).with("plan.virtualStages", chunks);

    assertThat(flops(SampleWork.of(sample).forward()))
        .isCloseTo(flops(SampleWork.of(Sample.llama()).forward()), withPercentage(1e-6));
  }

  @Test
  void contextParallelRanksShareTheSequence() {
    SampleWork alone = SampleWork.of(Sample.llama());
    SampleWork shared = SampleWork.of(Sample.llama().with("plan.context", 4));

    assertThat(flops(shared.forward())).isCloseTo(flops(alone.forward()) / 4, withPercentage(1e-6));
  }

  /**
   * Experts on other ranks do not change how many tokens a rank's experts see on average; the
   * busiest of eight ranks is expected 1.5 standard deviations above that.
   */
  @Test
  void droplessExpertsWaitForTheBusiestRank() {
    SampleWork alone = SampleWork.of(Sample.mixture());
    SampleWork spread = SampleWork.of(Sample.mixture().with("plan.data", 8).with("plan.expert", 8));
    double skew = spread.context().framework().experts().skew();

    assertThat(experts(spread) / experts(alone)).isCloseTo(1 + 1.522 * skew, withPercentage(0.1));
  }

  /** Padded to their capacity, all experts are equally busy. */
  @Test
  void expertsWithACapacityAreBalanced() {
    Sample sample = Sample.mixture().withFramework(it -> it.experts().capacity() == 1);
    SampleWork spread = SampleWork.of(sample.with("plan.data", 8).with("plan.expert", 8));

    assertThat(experts(spread)).isCloseTo(experts(SampleWork.of(sample)), withPercentage(1e-6));
  }

  private static double experts(SampleWork work) {
    return flops(work.forward(), kernel -> kernel.name().startsWith("expert"));
  }

  /** 2104.04473, equation 3: {@code 96 B s l h^2 (1 + s / 6h + V / 16lh)} with recomputation. */
  @Test
  void hardwareFlopsAreThoseOfThePaper() {
    SampleWork work = SampleWork.of(unfused(Sample.gpt()).with("plan.recompute", "full"));
    double base = 8.0 * 2048 * 8 * 1024 * 1024;
    double sequence = 2048 / (6 * 1024.0);
    double vocabulary = 51_200 / (16 * 8 * 1024.0);

    assertThat(
            new ModelFlops(work.context().model(), work.context().workload())
                .hardware(work.context()))
        .isCloseTo(96 * base * (1 + sequence + vocabulary), withPercentage(1e-6));
  }

  private static double again(Sample sample) {
    TrainingContext context = SampleWork.of(sample).context();
    ModelFlops flops = new ModelFlops(context.model(), context.workload());
    return flops.hardware(context) - flops.model();
  }

  /** What a report calls done in hardware is what the steps repeat, on all ranks together. */
  @Test
  void hardwareFlopsCountWhatIsRepeated() {
    Sample gpt = unfused(Sample.gpt()).with("plan.tensor", 2).with("plan.pipeline", 2);

    assertThat(again(gpt)).isZero();
    assertThat(again(gpt.with("plan.recompute", "selective")))
        .isCloseTo(8.0 * 8 * 4 * 2048 * 2048 * 1024, withPercentage(1e-6));
    assertThat(again(Sample.llama().with("plan.recompute", "selective"))).isZero();
  }

  /** 2205.05198, appendix A, equation 7: {@code 72 B s l h^2 (1 + s / 6h + V / 12lh)}. */
  @Test
  void modelFlopsAreThoseOfThePaper() {
    SampleWork work = SampleWork.of(Sample.gpt());
    double base = 8.0 * 2048 * 8 * 1024 * 1024;
    double sequence = 2048 / (6 * 1024.0);
    double vocabulary = 51_200 / (12 * 8 * 1024.0);
    ModelFlops flops = new ModelFlops(work.context().model(), work.context().workload());

    assertThat(flops.model())
        .isCloseTo(72 * base * (1 + sequence + vocabulary), withPercentage(1e-6));
    assertThat(flops.hardware(work.context())).isEqualTo(flops.model());
  }

  /** What a utilisation counts is what the unfused steps of an iteration do. */
  @Test
  void conventionAndStepsAgree() {
    SampleWork work = SampleWork.of(unfused(Sample.gpt()));
    double steps = flops(work.forward()) + flops(work.backward());
    ModelFlops flops = new ModelFlops(work.context().model(), work.context().workload());

    assertThat(work.context().microBatches() * steps)
        .isCloseTo(flops.model(), withPercentage(1e-6));
  }
}
