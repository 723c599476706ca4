package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.report.MemoryUse;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What replicas keep, exchange and update, for each class of stages of a layout. Times are found
 * when they are asked for, since most plans are ruled out by what they keep.
 *
 * <p>An instance serves one thread.
 */
public final class ReplicaCosts {
  private final TrainingContext context;
  private final List<StageWork> stages;
  private @Nullable ReplicaTimes times;

  /** Bytes that a class keeps besides activations, with what the libraries take. */
  final double[] fixedBytes;

  /** Bytes that a byte of activations takes with what the allocator cannot use. */
  final double activationBytes;

  private ReplicaCosts(TrainingContext context, PlanLayout layout) {
    this.context = context;
    this.stages =
        IntStream.range(0, layout.classes()).mapToObj(it -> stage(context, layout, it)).toList();
    MemoryAccount account = new MemoryAccount(context);
    this.fixedBytes = new double[stages.size()];
    for (int kind = 0; kind < fixedBytes.length; kind++) {
      fixedBytes[kind] = account.of(layout.firstOf(kind), stages.get(kind), 0).total().count();
    }
    this.activationBytes = 1 + context.framework().memory().slack();
  }

  private static StageWork stage(TrainingContext context, PlanLayout layout, int kind) {
    List<Chunk> chunks = layout.chunksOf(kind);
    List<ParameterShare> weights =
        chunks.stream().map(it -> new ChunkParameters(context, it).all()).toList();
    return new StageWork(chunks, List.of(), weights);
  }

  static ReplicaCosts of(TrainingContext context, PlanLayout layout) {
    return new ReplicaCosts(context, layout);
  }

  /** How they share what they all need. */
  public ReplicaStrategy replicas() {
    return context.plan().replicas();
  }

  /** What they take. */
  ReplicaTimes times() {
    ReplicaTimes known = times;
    if (known == null) {
      known = new ReplicaTimes(context, stages);
      times = known;
    }
    return known;
  }

  /** What the fullest stage has to keep, whatever its passes do, as {@link MemoryUse} counts. */
  double leastBytes() {
    double most = 0;
    for (double bytes : fixedBytes) {
      most = Math.max(most, bytes);
    }
    return most;
  }
}
