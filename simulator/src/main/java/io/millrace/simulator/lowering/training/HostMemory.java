package io.millrace.simulator.lowering.training;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.input.Assumption;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.MemoryUse;
import io.millrace.simulator.lowering.training.closedform.PipelineEnds;
import io.millrace.simulator.lowering.training.closedform.PipelineTimes;
import io.millrace.simulator.lowering.training.closedform.StageVector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stages leave in the memory of their host, from forward to backward passes. Simulations and
 * searches ask it alike, so that neither takes a plan that the other refuses.
 *
 * <p>An instance is a workspace for one thread.
 */
public final class HostMemory {
  /** The name of the tier in reports. */
  static final String TIER = "host";

  /**
   * Memory of a host in that of its devices, where nobody says: systems are sold with about twice
   * as much (NVIDIA-Certified Systems configuration guide, recalled), DGX with three times as much,
   * Frontier with as much.
   */
  private static final double USUAL = 2;

  private final PipelineTimes pipeline = new PipelineTimes();
  private final StageVector vector = new StageVector();
  private final PipelineEnds ends = new PipelineEnds();

  /** What each device of a node has of it. */
  public static Bytes ofDevice(Cluster cluster) {
    return cluster
        .node()
        .hostMemoryPerDevice()
        .orElseGet(() -> Bytes.of(USUAL * cluster.device().mainMemory().capacity().count()));
  }

  /** What is taken for it where nobody says. */
  public static Optional<Assumption> assumed(Cluster cluster) {
    return cluster.node().hostMemory().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Assumption(
                "cluster.hostMemory",
                new Bytes(ofDevice(cluster).count() * cluster.node().devices()).toString(),
                "twice the memory of the devices: nobody says how much node "
                    + cluster.node().id()
                    + " has"));
  }

  /** The stage that leaves most there; empty where activations stay on the device. */
  static Optional<MemoryUse> of(TrainingContext context, List<StageWork> stages) {
    if (!context.plan().activationOffload()) {
      return Optional.empty();
    }
    HostMemory memory = new HostMemory();
    int chunks = stages.getFirst().chunks().size();
    memory.vector.begin(stages.size(), chunks, context.microBatches());
    for (int stage = 0; stage < stages.size(); stage++) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        ChunkWork work = new ChunkWork(context, stages.get(stage).chunks().get(chunk));
        memory.waits(stage, chunk, ChunkMemory.of(context, work).offloaded());
      }
    }
    int fullest = memory.fullest(context, stages.size());
    return Optional.of(
        new MemoryUse(
            fullest,
            TIER,
            Map.of("activations", Bytes.of(memory.ends.peak(fullest))),
            ofDevice(context.cluster()),
            false));
  }

  private int fullest(TrainingContext context, int stages) {
    pipeline.findLeastPeaks(context.plan().schedule(), vector, ends);
    return fullest(stages);
  }

  private int fullest(int stages) {
    int most = 0;
    for (int stage = 1; stage < stages; stage++) {
      most = ends.peak(stage) > ends.peak(most) ? stage : most;
    }
    return most;
  }

  /** Bytes that the stage leaves there that leaves most. */
  double bytes(PlanLayout layout, PassCosts passes) {
    vector.begin(layout.stages(), layout.chunks(), passes.microBatches());
    for (int stage = 0; stage < layout.stages(); stage++) {
      for (int chunk = 0; chunk < layout.chunks(); chunk++) {
        int shape = layout.shapeOf[stage * layout.chunks() + chunk];
        waits(stage, chunk, passes.chunks[shape].memory().offloaded());
      }
    }
    pipeline.findLeastPeaks(layout.pipelining().schedule(), vector, ends);
    return ends.peak(fullest(layout.stages()));
  }

  /** From the start of a forward pass to the end of its backward pass. */
  private void waits(int stage, int chunk, long bytes) {
    vector.memory(stage, chunk, bytes, 0, bytes, 0);
  }
}
