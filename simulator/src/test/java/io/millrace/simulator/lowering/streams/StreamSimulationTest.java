package io.millrace.simulator.lowering.streams;

import static io.millrace.simulator.lowering.streams.SampleStreams.environments;
import static io.millrace.simulator.lowering.streams.SampleStreams.milliseconds;
import static io.millrace.simulator.lowering.streams.SampleStreams.policies;
import static io.millrace.simulator.lowering.streams.SampleStreams.trainers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.quantity.Duration;
import io.millrace.model.streams.ParameterServer;
import io.millrace.model.streams.PushPeriod;
import io.millrace.model.streams.StreamEstimate;
import io.millrace.model.streams.StreamRun;
import org.junit.jupiter.api.Test;

class StreamSimulationTest {

  private static StreamRun run(SampleStreams streams) {
    return StreamSimulation.run(streams.dataflow(), 1);
  }

  @Test
  void environmentsRunWithoutAPauseWhereAllElseIsAmple() {
    StreamRun run = run(SampleStreams.ample());

    assertThat(run.framesPerSecond()).isCloseTo(400, within(4.0));
    assertThat(run.busy().environments()).isCloseTo(1, within(0.01));
    assertThat(run.blocked()).isZero();
    assertThat(run.samples().most()).isLessThan(16);
  }

  @Test
  void oneEnvironmentARingLeavesItsCoreIdleWhileItWaits() {
    StreamRun run =
        run(SampleStreams.ample().with(environments(4, 1, 10, 0)).with(policies(4, 4, 30, 0)));

    assertThat(run.framesPerSecond()).isCloseTo(100, within(1.0));
    assertThat(run.busy().environments()).isCloseTo(0.25, within(0.01));
    assertThat(run.replySeconds()).isCloseTo(0.030, within(0.001));
  }

  @Test
  void busyPoliciesFillTheirBatches() {
    StreamRun run = run(SampleStreams.ample().with(policies(1, 4, 40, 0)));

    assertThat(run.framesPerSecond()).isCloseTo(100, within(1.0));
    assertThat(run.meanBatch()).isCloseTo(4, within(1e-9));
    assertThat(run.busy().policies()).isCloseTo(1, within(1e-9));
  }

  @Test
  void aSlowTrainerStopsTheEnvironmentsOnceTheQueueIsFull() {
    StreamRun run = run(SampleStreams.ample().with(trainers(4, 200)));

    assertThat(run.framesPerSecond()).isCloseTo(200, within(1e-6));
    assertThat(run.busy().trainers()).isCloseTo(1, within(1e-9));
    assertThat(run.busy().environments()).isCloseTo(0.5, within(0.02));
    assertThat(run.blocked()).isCloseTo(0.5, within(0.05));
    assertThat(run.samples().most()).isEqualTo(16);
  }

  @Test
  void aStreamWithoutRoomForRequestsHoldsEnvironmentsUp() {
    SampleStreams streams = SampleStreams.ample().with(policies(1, 1, 5, 0));

    StreamRun narrow = run(streams.withRoom(2, 16));

    assertThat(narrow.requests().most()).isEqualTo(2);
    assertThat(narrow.blocked()).isPositive();
    assertThat(narrow.framesPerSecond()).isCloseTo(200, within(2.0));
  }

  @Test
  void samplesAreAsOldAsTheClosedFormSays() {
    for (double step : new double[] {20, 200, 1000}) {
      SampleStreams streams = SampleStreams.ample().with(trainers(4, step));
      StreamEstimate estimate = StreamEstimator.estimate(streams.dataflow());

      StreamRun run = run(streams);

      assertThat(run.staleness().mean())
          .as("steps of %s ms", step)
          .isCloseTo(estimate.staleness(), within(0.1 * estimate.staleness()));
      assertThat(run.samples().mean())
          .as("steps of %s ms", step)
          .isCloseTo(estimate.samplesQueued(), within(1.0));
    }
  }

  @Test
  void weightsThatArePushedSeldomMakeSamplesOlder() {
    SampleStreams slow = SampleStreams.ample().with(trainers(4, 200));
    double usual = run(slow).staleness().mean();

    StreamRun everyFifth =
        run(slow.with(new ParameterServer(new PushPeriod.Steps(5), milliseconds(0))));
    StreamRun everyTwoSeconds =
        run(
            slow.with(
                new ParameterServer(new PushPeriod.Every(milliseconds(2000)), milliseconds(0))));

    assertThat(everyFifth.staleness().mean()).isCloseTo(usual + 2, within(0.5));
    assertThat(everyTwoSeconds.staleness().mean()).isCloseTo(usual + 5, within(1.0));
  }

  @Test
  void weightsThatAreNeverPushedInTimeLeavePoliciesAsTheyBegan() {
    SampleStreams streams =
        SampleStreams.ample()
            .with(new ParameterServer(new PushPeriod.Every(new Duration(86_400)), new Duration(1)));

    StreamRun run = run(streams);

    // As many steps as learn from 32 + 16 samples go unwatched, 1 + 48 / 4, and 20 are watched.
    assertThat(run.trainingSteps()).isEqualTo(20);
    assertThat(run.staleness().most()).isEqualTo(13 + 20);
  }

  @Test
  void roomForMoreRequestsThanThereCanBeChangesNothing() {
    assertThat(run(SampleStreams.ample().withRoom(Integer.MAX_VALUE, 16)))
        .isEqualTo(run(SampleStreams.ample()));
  }

  @Test
  void equalSeedsGiveEqualRunsAndOthersDiffer() {
    SampleStreams streams = SampleStreams.ample().with(environments(4, 8, 10, 0.5));

    StreamRun run = StreamSimulation.run(streams.dataflow(), 3);

    assertThat(StreamSimulation.run(streams.dataflow(), 3)).isEqualTo(run);
    assertThat(StreamSimulation.run(streams.dataflow(), 4)).isNotEqualTo(run);
  }
}
