package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.ConstantCosts;
import io.millrace.simulator.Sample;
import org.junit.jupiter.api.Test;

/** Activations that wait in host memory: layers of 4 ms forward and 8 ms backward. */
class HostCopiesTest {
  private static final int LAYERS = 8;
  private static final double FORWARD = ConstantCosts.FORWARD_PRODUCTS * ConstantCosts.PRODUCT;
  private static final double BACKWARD = ConstantCosts.BACKWARD_PRODUCTS * ConstantCosts.PRODUCT;

  private static Sample offloaded(int sequence) {
    return ConstantCosts.prepared(
        Sample.llama().with("workload.sequence", sequence).with("plan.activationOffload", true));
  }

  private static Segment run(Sample sample, boolean forward) {
    SampleWork work = SampleWork.of(sample);
    return new SegmentSimulation(work.context())
        .run("pass", forward ? work.forward() : work.backward());
  }

  /** Of one layer, at 0.86 of 64 GB/s. */
  private static double copySeconds(Sample sample) {
    SampleWork work = SampleWork.of(sample.with("plan.activationOffload", false));
    double last = work.chunk(0).keptBytes() - LAYERS * layerBytes(sample);
    assertThat(last).as("what the output keeps").isNotNegative();
    return layerBytes(sample) / (0.86 * 64e9);
  }

  private static double layerBytes(Sample sample) {
    Sample kept = sample.with("plan.activationOffload", false);
    return SampleWork.of(kept.with("model.layers", 2)).chunk(0).keptBytes()
        - SampleWork.of(kept.with("model.layers", 1)).chunk(0).keptBytes();
  }

  @Test
  void copiesLongerThanLayersBoundBothPasses() {
    Sample sample = offloaded(8192);
    double copy = copySeconds(sample);

    assertThat(copy).isGreaterThan(BACKWARD);
    assertThat(run(sample, true).seconds()).isCloseTo(FORWARD + LAYERS * copy, withPercentage(1));
    assertThat(run(sample, false).seconds()).isCloseTo(LAYERS * copy + BACKWARD, withPercentage(1));
  }

  @Test
  void copiesShorterThanLayersShowAtTheTurnOnly() {
    Sample sample = offloaded(1024);
    double copy = copySeconds(sample);

    assertThat(copy).isLessThan(FORWARD);
    assertThat(run(sample, true).seconds()).isCloseTo(LAYERS * FORWARD + copy, withPercentage(1));
    assertThat(run(sample, false).seconds()).isCloseTo(copy + LAYERS * BACKWARD, withPercentage(1));
  }

  @Test
  void waitingForTheHostIsAPartOfItsOwn() {
    Segment forward = run(offloaded(8192), true);

    assertThat(forward.parts()[TimePart.HOST_TRANSFER.ordinal()])
        .isCloseTo(forward.seconds() - LAYERS * FORWARD, withPercentage(2));
  }

  /** The last layers are needed first: left on the device, they hide the way back of the others. */
  @Test
  void layersLeftOnTheDeviceHideTheTurn() {
    Sample most = offloaded(1024).with("plan.offloadLayers", LAYERS - 1);

    assertThat(run(most, true).seconds()).isCloseTo(LAYERS * FORWARD, withPercentage(1));
    assertThat(run(most, false).seconds()).isCloseTo(LAYERS * BACKWARD, withPercentage(1));
  }
}
