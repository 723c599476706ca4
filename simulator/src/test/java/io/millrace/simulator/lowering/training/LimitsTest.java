package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Assumption;
import io.millrace.simulator.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan asks for and the simulation does not do, or does in its own way, is said. */
class LimitsTest {

  private static List<Assumption> limits(Sample sample) {
    return Limits.of(SampleWork.of(sample).context());
  }

  @Test
  void fusedAttentionLeavesSelectiveRecomputationNothingToDo() {
    assertThat(limits(Sample.llama().with("plan.recompute", "selective")))
        .containsExactly(
            new Assumption(
                "plan.recompute",
                "as none",
                "selective computes the scores of attention again, and the fused attention here"
                    + " keeps none (2205.14135)"));
    assertThat(limits(Sample.gpt().with("plan.recompute", "selective"))).isEmpty();
    assertThat(
            limits(
                Sample.llama()
                    .with("plan.recompute", "selective")
                    .with("workload.framework", "torchtitan")))
        .isEmpty();
  }

  /** Eight layers, embedding and loss over four stages: 3 + 3 + 2 + 2, the larger in the middle. */
  @Test
  void layersThatDoNotDivideAreSpreadAsTheReportSays() {
    assertThat(limits(Sample.gpt().with("plan.pipeline", 4))).isEmpty();
    assertThat(limits(Sample.gpt().with("plan.pipeline", 3)))
        .containsExactly(
            new Assumption(
                "plan.stageLayers",
                "1 x 2, 1 x 4, 1 x 2",
                "chunks x layers; 8 layers do not divide over 3 chunks, embedding and loss count"
                    + " as one each"));
    assertThat(
            limits(
                Sample.gpt().with("plan.pipeline", 3).with("plan.stageLayers", List.of(3, 3, 2))))
        .isEmpty();
  }

  @Test
  void enginesBeforeThoseForFourBitsApplyNoScalesOfFewElements() {
    assertThat(limits(Sample.llama().with("workload.precision", "mxfp8")))
        .extracting(Assumption::path)
        .containsExactly("workload.precision");
    assertThat(
            limits(
                Sample.llama()
                    .with("workload.precision", "mxfp8")
                    .with("cluster.device", "nvidia-b200-sxm")))
        .isEmpty();
  }
}
