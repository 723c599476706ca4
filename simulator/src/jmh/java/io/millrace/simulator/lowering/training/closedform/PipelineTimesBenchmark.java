package io.millrace.simulator.lowering.training.closedform;

import io.millrace.model.plan.ScheduleKind;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many plans a second one core evaluates, time and activations, once their layers are compiled:
 * stages are put together from layers and the pipeline's time is found. With {@code -prof gc} a
 * plan allocates nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PipelineTimesBenchmark {

  /** Stages, chunks of each and micro-batches of some pipeline. */
  public enum Pipeline {
    /** One stage. */
    ALONE(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, 1, 1, 16),
    /** A short one. */
    FOUR(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, 4, 1, 32),
    /** A usual one. */
    EIGHT(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, 8, 1, 64),
    /** A long one. */
    SIXTEEN(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, 16, 1, 128),
    /** As long as any. */
    SIXTY_FOUR(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, 64, 1, 512),
    /** Interleaved. */
    INTERLEAVED_FOUR(ScheduleKind.INTERLEAVED, 4, 5, 32),
    /** Interleaved, as a large model is trained. */
    INTERLEAVED_EIGHT(ScheduleKind.INTERLEAVED, 8, 4, 64),
    /** All forward passes first. */
    GPIPE_EIGHT(ScheduleKind.GPIPE, 8, 1, 32),
    /** By recurrence. */
    ZERO_BUBBLE_FOUR(ScheduleKind.ZERO_BUBBLE_B, 4, 1, 16),
    /** By recurrence. */
    ZERO_BUBBLE_EIGHT(ScheduleKind.ZERO_BUBBLE_B, 8, 1, 32),
    /** By recurrence. */
    V_EIGHT(ScheduleKind.ZERO_BUBBLE_V, 8, 2, 32);

    private final ScheduleKind schedule;
    private final int stages;
    private final int chunks;
    private final int microBatches;

    Pipeline(ScheduleKind schedule, int stages, int chunks, int microBatches) {
      this.schedule = schedule;
      this.stages = stages;
      this.chunks = chunks;
      this.microBatches = microBatches;
    }
  }

  /** What is evaluated. */
  @Param public Pipeline pipeline;

  private final StageVector vector = new StageVector();
  private final PipelineEnds ends = new PipelineEnds();
  private final PipelineTimes times = new PipelineTimes();
  private final Beside hop = new Beside(1e-5, 1e-4, 0.95, 0.95);
  private final Beside weights = new Beside(5e-5, 1e-3, 0.8, 0.8);
  private double layer;

  /** Starts from the same layer. */
  @Setup
  public void begin() {
    layer = 1e-3;
  }

  /** One plan; layers differ a little from plan to plan. */
  @Benchmark
  public double evaluate() {
    layer = layer > 2e-3 ? 1e-3 : layer * 1.0001;
    int stages = pipeline.stages;
    int chunks = pipeline.chunks;
    boolean splits = pipeline.schedule.splitsBackward();
    vector.begin(stages, chunks, pipeline.microBatches);
    vector.gradientsOverlap(true);
    for (int stage = 0; stage < stages; stage++) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        boolean first = stage == 0 && chunk == 0;
        boolean last = stage == stages - 1 && chunk == chunks - 1;
        double forward = 2 * layer + (first ? 1e-4 : 0) + (last ? 6e-4 : 0);
        double weight = splits ? forward : 0;
        vector.times(stage, chunk, forward, 2 * forward - weight, weight);
        vector.transfers(stage, chunk, last ? Beside.NONE : hop, first ? Beside.NONE : hop);
        vector.exchanges(stage, chunk, weights, weights);
        long kept = 100_000_000L + stage;
        vector.memory(
            stage, chunk, kept, 1_000_000L, splits ? kept / 2 : kept + 1_000_000L, kept / 2);
      }
    }
    if (!times.bound(pipeline.schedule, vector, ends)) {
      times.recur(pipeline.schedule, vector, ends);
    }
    return ends.last() + ends.peak(0);
  }
}
