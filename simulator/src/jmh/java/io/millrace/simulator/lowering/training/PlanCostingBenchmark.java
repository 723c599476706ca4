package io.millrace.simulator.lowering.training;

import io.millrace.model.input.Document;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * How many plans of GPT-3 175B a second one core costs in full: time at the clock that the load
 * leaves, memory and energy. With {@code -prof gc} a plan allocates nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlanCostingBenchmark {

  /** Pipelines of the same model. */
  public enum Pipeline {
    /** A short one. */
    FOUR(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, 4, 1),
    /** A usual one. */
    EIGHT(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, 8, 1),
    /** A long one. */
    SIXTEEN(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, 16, 1),
    /** Interleaved. */
    INTERLEAVED_EIGHT(ScheduleKind.INTERLEAVED, 8, 4),
    /** Interleaved, as large models are trained. */
    INTERLEAVED_SIXTEEN(ScheduleKind.INTERLEAVED, 16, 6),
    /** By recurrence. */
    ZERO_BUBBLE_EIGHT(ScheduleKind.ZERO_BUBBLE_B, 8, 1),
    /** By recurrence. */
    V_EIGHT(ScheduleKind.ZERO_BUBBLE_V, 8, 2);

    private final ScheduleKind schedule;
    private final int stages;
    private final int chunks;

    Pipeline(ScheduleKind schedule, int stages, int chunks) {
      this.schedule = schedule;
      this.stages = stages;
      this.chunks = chunks;
    }
  }

  /** What is costed. */
  @Param public Pipeline pipeline;

  private static final int MICRO_BATCHES = 32;

  private final PlanFigures figures = new PlanFigures();
  private final List<PassCosts> passes = new ArrayList<>();
  private final List<ReplicaCosts> replicas = new ArrayList<>();
  private PlanCosts costs = PlanCosts.calibrated(scenario(1));
  private PlanLayout layout = costs.layout(new ParallelStrategy(1, 8, 1, 1, 1), Pipelining.PLAIN);
  private int next;

  private static Scenario scenario(int stages) {
    String text =
        """
        version: 1
        name: GPT-3 175B
        cluster: {node: dgx-a100, devices: %d}
        model: {layers: 96, hidden: 12288, ffn: 49152, heads: 96, vocab: 51200, activation: gelu,
                positionEmbeddings: 2048}
        workload: {type: training, framework: megatron-core-2024, globalBatch: %d, sequence: 2048,
                   precision: bf16}
        """
            .formatted(16 * stages, 2 * MICRO_BATCHES);
    return ScenarioReader.bundled()
        .read(Document.parse(text, false).orThrow(), Path.of(""))
        .orThrow();
  }

  /** Prepares plans that differ in what they compute again and share. */
  @Setup
  public void prepare() {
    costs = PlanCosts.calibrated(scenario(pipeline.stages));
    ParallelStrategy degrees = new ParallelStrategy(2, 8, pipeline.stages, 1, 1);
    layout = costs.layout(degrees, Pipelining.of(pipeline.schedule, pipeline.chunks));
    for (Recompute recompute : List.of(Recompute.NONE, Recompute.SELECTIVE)) {
      for (boolean sequence : new boolean[] {false, true}) {
        LayerStrategy layers = LayerStrategy.of(1, sequence, recompute);
        passes.add(costs.passes(layout, layers, ReplicaStrategy.COPIES));
      }
    }
    for (Sharding sharding : List.of(Sharding.NONE, Sharding.ZERO1)) {
      replicas.add(costs.replicas(layout, ReplicaStrategy.of(sharding), MICRO_BATCHES));
    }
  }

  /** One plan after the other, each with other passes than the one before. */
  @Benchmark
  public double warm() {
    next++;
    PassCosts these = passes.get(next % passes.size());
    costs.evaluate(layout, these, replicas.get(next / passes.size() % replicas.size()), figures);
    return figures.seconds() + figures.fullestBytes();
  }
}
