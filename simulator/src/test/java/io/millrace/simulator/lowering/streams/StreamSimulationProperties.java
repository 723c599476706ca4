package io.millrace.simulator.lowering.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.streams.ParameterServer;
import io.millrace.model.streams.PushPeriod;
import io.millrace.model.streams.StreamDataflow;
import io.millrace.model.streams.StreamEstimate;
import io.millrace.model.streams.StreamEstimate.Cause;
import io.millrace.model.streams.StreamRun;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The simulation keeps to its closed form, whatever the dataflow. */
class StreamSimulationProperties {
  /** How much faster everything else has to be for one stage to bind clearly. */
  private static final double CLEARLY = 4;

  private static StreamDataflow drawn(long seed, double spread) {
    SplittableRandom random = new SplittableRandom(seed);
    int batch = random.nextInt(1, 9);
    return new SampleStreams(
            SampleStreams.environments(
                random.nextInt(1, 9), random.nextInt(1, 7), random.nextDouble(1, 20), spread),
            SampleStreams.policies(
                random.nextInt(1, 4),
                random.nextInt(1, 33),
                random.nextDouble(0.1, 20),
                random.nextDouble(0, 1)),
            SampleStreams.trainers(batch, random.nextDouble(1, 500)),
            new ParameterServer(
                new PushPeriod.Steps(random.nextInt(1, 4)), SampleStreams.milliseconds(1)),
            random.nextInt(1, 49),
            batch * random.nextInt(1, 6))
        .dataflow();
  }

  /** What a run may learn from that was made before it was watched. */
  private static double headStart(StreamDataflow dataflow, StreamRun run) {
    double samples = dataflow.samplesInFlight() + dataflow.trainers().samplesPerStep();
    return samples * dataflow.environments().sampleSteps() / run.seconds();
  }

  @Property(tries = 300)
  void noRunIsFasterThanTheClosedFormAllows(@ForAll long seed) {
    StreamDataflow dataflow = drawn(seed, 0);

    StreamRun run = StreamSimulation.run(dataflow, seed);

    double limit = StreamEstimator.estimate(dataflow).binding().framesPerSecond();
    assertThat(run.framesPerSecond()).isLessThanOrEqualTo(limit + headStart(dataflow, run));
  }

  @Property(tries = 300)
  void streamsNeverHoldMoreThanTheirRoom(@ForAll long seed) {
    StreamDataflow dataflow = drawn(seed, 0.5);

    StreamRun run = StreamSimulation.run(dataflow, seed);

    assertThat(run.samples().most()).isLessThanOrEqualTo(dataflow.sampleCapacity());
    assertThat(run.requests().most()).isLessThanOrEqualTo(dataflow.requestCapacity());
    assertThat(run.blocked()).isBetween(0.0, 1.0);
    assertThat(run.meanBatch()).isBetween(1.0, (double) dataflow.policies().maxBatch());
    assertThat(run.busy().policies()).isBetween(0.0, 1.0);
  }

  @Property(tries = 100)
  void trainersThatClearlyBindSetThePace(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StreamDataflow ample = drawn(seed, 0.5);
    double others =
        StreamEstimator.estimate(ample).limits().stream()
            .filter(it -> it.cause() != Cause.TRAINERS)
            .mapToDouble(StreamEstimate.Limit::framesPerSecond)
            .min()
            .orElseThrow();
    double frames = ample.framesPerTrainingStep();
    StreamDataflow dataflow =
        of(ample)
            .with(
                SampleStreams.trainers(
                    ample.trainers().batch(),
                    1000 * CLEARLY * random.nextDouble(1, 3) * frames / others))
            .withRoom(ample.environments().slots(), ample.sampleCapacity())
            .dataflow();

    assertBinding(dataflow, Cause.TRAINERS, seed);
  }

  @Property(tries = 100)
  void environmentsThatClearlyBindSetThePace(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int workers = random.nextInt(1, 20);
    int ring = random.nextInt(2, 9);
    double step = random.nextDouble(1, 20);
    // Two batches, the one that is underway and the own one, end before a worker comes round.
    double batch = (ring - 1) * step / CLEARLY;
    int samples = random.nextInt(1, 9);
    StreamDataflow dataflow =
        new SampleStreams(
                SampleStreams.environments(workers, ring, step, 0),
                SampleStreams.policies(
                    random.nextInt(1, 4), workers * ring, batch / 2, batch / 2 / (workers * ring)),
                SampleStreams.trainers(samples, samples * 10 * step / workers / CLEARLY),
                new ParameterServer(new PushPeriod.Steps(1), SampleStreams.milliseconds(0)),
                workers * ring,
                workers * ring + samples)
            .dataflow();

    assertBinding(dataflow, Cause.ENVIRONMENTS, seed);
  }

  @Property(tries = 100)
  void policiesThatClearlyBindSetThePace(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int policies = random.nextInt(1, 4);
    int batch = random.nextInt(1, 9);
    int ring = random.nextInt(1, 5);
    int workers = Math.ceilDiv((int) CLEARLY * policies * batch, ring);
    double time = random.nextDouble(1, 50);
    double each = time / (policies * batch);
    StreamDataflow dataflow =
        new SampleStreams(
                SampleStreams.environments(workers, ring, workers * each / (2 * CLEARLY), 0),
                SampleStreams.policies(policies, batch, time / 2, time / 2 / batch),
                SampleStreams.trainers(4, 40 * each / CLEARLY),
                new ParameterServer(new PushPeriod.Steps(1), SampleStreams.milliseconds(0)),
                workers * ring,
                workers * ring + 4)
            .dataflow();

    assertBinding(dataflow, Cause.POLICIES, seed);
  }

  /**
   * While a sample is made, each other environment ends at most the one that it is at and one more,
   * as all take turns; then there are those of the queue. The step of training that is underway and
   * versions that are held back or travelling come on top.
   */
  private static double oldest(StreamDataflow dataflow) {
    double samples = dataflow.samplesInFlight() + dataflow.environments().slots();
    double held = dataflow.parameters().push() instanceof PushPeriod.Steps it ? it.count() : 0;
    return samples / dataflow.trainers().samplesPerStep() + held + 2;
  }

  private static SampleStreams of(StreamDataflow dataflow) {
    return new SampleStreams(
        dataflow.environments(),
        dataflow.policies(),
        dataflow.trainers(),
        dataflow.parameters(),
        dataflow.requestCapacity(),
        dataflow.sampleCapacity());
  }

  private static void assertBinding(StreamDataflow dataflow, Cause cause, long seed) {
    StreamEstimate estimate = StreamEstimator.estimate(dataflow);
    StreamEstimate.Limit binding = estimate.binding();
    double limit = binding.framesPerSecond();

    StreamRun run = StreamSimulation.run(dataflow, seed);

    assertThat(binding.cause()).isEqualTo(cause);
    assertThat(run.framesPerSecond()).isCloseTo(limit, within(0.05 * limit));
    assertThat(run.staleness().mean())
        .isCloseTo(estimate.staleness(), within(0.1 * estimate.staleness() + 1));
    assertThat((double) run.staleness().most()).isLessThanOrEqualTo(oldest(dataflow));
  }
}
