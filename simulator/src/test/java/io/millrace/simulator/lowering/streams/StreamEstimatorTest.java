package io.millrace.simulator.lowering.streams;

import static io.millrace.simulator.lowering.streams.SampleStreams.environments;
import static io.millrace.simulator.lowering.streams.SampleStreams.milliseconds;
import static io.millrace.simulator.lowering.streams.SampleStreams.policies;
import static io.millrace.simulator.lowering.streams.SampleStreams.trainers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.streams.ParameterServer;
import io.millrace.model.streams.PushPeriod;
import io.millrace.model.streams.StreamEstimate;
import io.millrace.model.streams.StreamEstimate.Cause;
import org.junit.jupiter.api.Test;

class StreamEstimatorTest {

  private static StreamEstimate estimate(SampleStreams streams) {
    return StreamEstimator.estimate(streams.dataflow());
  }

  private static void assertBinding(SampleStreams streams, Cause cause, double framesPerSecond) {
    StreamEstimate.Limit binding = estimate(streams).binding();
    assertThat(binding.cause()).isEqualTo(cause);
    assertThat(binding.framesPerSecond()).isCloseTo(framesPerSecond, within(1e-6));
  }

  @Test
  void environmentsThatNeverPauseMakeAFrameEachStep() {
    assertBinding(SampleStreams.ample(), Cause.ENVIRONMENTS, 4 / 0.010);
  }

  @Test
  void oneEnvironmentARingWaitsForEachAction() {
    // a = 30 ms, b = 0: every environment takes 10 + 30 ms a frame.
    assertBinding(
        SampleStreams.ample().with(environments(4, 1, 10, 0)).with(policies(4, 4, 30, 0)),
        Cause.REPLIES,
        4 / 0.040);
  }

  @Test
  void batchesGrowWithTheEnvironmentsThatWait() {
    // X = n / (20 ms + 1 ms n) and n = 32 - X 5 ms: X = 32 / (5 + 20 + 1 n) ms solved for n.
    StreamEstimate estimate =
        estimate(
            SampleStreams.ample().with(environments(32, 1, 5, 0)).with(policies(1, 64, 20, 1)));

    double rate = estimate.limits().get(1).framesPerSecond();
    double batch = 32 - rate * 0.005;
    assertThat(rate).isCloseTo(batch / (0.020 + 0.001 * batch), within(1e-9));
  }

  @Test
  void policiesAnswerFullBatches() {
    assertBinding(SampleStreams.ample().with(policies(1, 4, 40, 0)), Cause.POLICIES, 4 / 0.040);
  }

  @Test
  void noBatchIsLargerThanWhatEnvironmentsCanAsk() {
    assertThat(estimate(SampleStreams.ample().with(policies(2, 1000, 8, 0))).limits().get(2))
        .isEqualTo(new StreamEstimate.Limit(Cause.POLICIES, 2 * 16 / 0.008));
  }

  @Test
  void trainersLearnFromABatchOfSamplesAStep() {
    assertBinding(SampleStreams.ample().with(trainers(4, 200)), Cause.TRAINERS, 4 * 10 / 0.200);
  }

  @Test
  void samplesAreAsOldAsThoseInFlightTakeToLearnFrom() {
    SampleStreams slow = SampleStreams.ample().with(trainers(4, 200));

    StreamEstimate estimate = estimate(slow);

    // The queue of 16 lacks on average half a batch of 4 for the half of the time that 400 frames/s
    // take to make what a step at 200 frames/s takes.
    assertThat(estimate.samplesQueued()).isCloseTo(16 - 4 / 2.0 * 0.5, within(1e-9));
    assertThat(estimate.staleness()).isCloseTo((32 + 15) / 4.0 + 1, within(1e-9));
  }

  @Test
  void whatIsPushedSeldomIsOlder() {
    SampleStreams slow = SampleStreams.ample().with(trainers(4, 200));
    double usual = estimate(slow).staleness();

    assertThat(
            estimate(slow.with(new ParameterServer(new PushPeriod.Steps(5), milliseconds(0))))
                .staleness())
        .isCloseTo(usual + 2, within(1e-9));
    assertThat(
            estimate(
                    slow.with(
                        new ParameterServer(
                            new PushPeriod.Every(milliseconds(2000)), milliseconds(100))))
                .staleness())
        .isCloseTo(usual + 5 + 0.5, within(1e-9));
  }
}
