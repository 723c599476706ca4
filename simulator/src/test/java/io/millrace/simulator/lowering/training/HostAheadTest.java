package io.millrace.simulator.lowering.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.ConstantCosts;
import io.millrace.simulator.Sample;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Gaps that passes spare each other. */
class HostAheadTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final Sample SAMPLE = ConstantCosts.transfersBeside(Sample.llama());

  /** A forward pass that waits for its host for half its time, a backward pass that does not. */
  private static Map<PassKind, PassWork> passes(double forwardHost, double backwardHost) {
    Map<PassKind, PassWork> passes = new EnumMap<>(PassKind.class);
    passes.put(PassKind.FORWARD, pass(2, 1, forwardHost));
    passes.put(PassKind.BACKWARD, pass(4, 0, backwardHost));
    return passes;
  }

  private static PassWork pass(double seconds, double gaps, double hostSeconds) {
    double[] parts = new double[TimePart.values().length];
    parts[TimePart.HOST.ordinal()] = gaps;
    parts[TimePart.MATRIX_PRODUCTS.ordinal()] = seconds - gaps;
    return new PassWork(
        new Segment("pass", seconds, parts, hostSeconds, 0.5, 0.25, new double[0], List.of()),
        0,
        0);
  }

  private static Map<PassKind, PassWork> spared(Sample sample, Map<PassKind, PassWork> passes) {
    return HostAhead.spare(SampleWork.of(sample).context(), passes);
  }

  private static double seconds(Map<PassKind, PassWork> passes) {
    return passes.values().stream().mapToDouble(it -> it.segment().seconds()).sum();
  }

  /** 5 seconds of work on the device, 3 on the host. */
  @Test
  void whereTheDeviceTakesLongerNoGapIsLeft() {
    assertThat(seconds(spared(SAMPLE, passes(2, 1)))).isCloseTo(5, EXACT);
  }

  /** 5 seconds of work on the device, 5.4 on the host. */
  @Test
  void whereTheHostTakesLongerItsTimeCounts() {
    assertThat(seconds(spared(SAMPLE, passes(2, 3.4)))).isCloseTo(5.4, EXACT);
  }

  @Test
  void aHostThatWaitsForTheDeviceIsNeverAhead() {
    Map<PassKind, PassWork> passes = passes(Double.POSITIVE_INFINITY, 1);

    assertThat(spared(SAMPLE, passes)).isSameAs(passes);
  }

  @Test
  void aHostThatWaitsForTransfersIsNeverAhead() {
    Map<PassKind, PassWork> passes = passes(2, 1);
    Sample blocking = ConstantCosts.blockingTransfers(Sample.llama()).with("plan.pipeline", 2);

    assertThat(spared(blocking, passes)).isSameAs(passes);
  }

  @Test
  void partsStillAddUpAndWorkStaysTheSame() {
    Segment shorter = pass(2, 1, 2).segment().withHostGaps(0.25);

    assertThat(shorter.seconds()).isCloseTo(1.25, EXACT);
    assertThat(shorter.hostGaps()).isCloseTo(0.25, EXACT);
    assertThat(shorter.parts()[TimePart.MATRIX_PRODUCTS.ordinal()]).isEqualTo(1);
    assertThat(shorter.seconds() * shorter.engineShare()).isCloseTo(2 * 0.5, EXACT);
    assertThat(shorter.seconds() * shorter.memoryShare()).isCloseTo(2 * 0.25, EXACT);
  }
}
