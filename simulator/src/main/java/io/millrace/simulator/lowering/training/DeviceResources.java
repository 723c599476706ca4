package io.millrace.simulator.lowering.training;

import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.cost.KernelCost;
import io.millrace.simulator.engine.Outcome;
import io.millrace.simulator.engine.TaskGraphBuilder;

/**
 * One device in a task graph: its arithmetic engines, its memory and its share of each level of the
 * fabric, each a resource of capacity one. Work is counted in seconds at full rate.
 */
final class DeviceResources {
  /**
   * A collective's channels stay on their multiprocessors while it is active, whatever kernels do
   * beside it: in the engine's terms it gets what it needs first.
   */
  private static final double HOLDS = 1000;

  private final TaskGraphBuilder graph;
  private final int engine;
  private final int memory;
  private final int[] levels;

  DeviceResources(TaskGraphBuilder graph, int fabricLevels) {
    this.graph = graph;
    this.engine = graph.resource(1);
    this.memory = graph.resource(1);
    this.levels = new int[fabricLevels];
    for (int i = 0; i < fabricLevels; i++) {
      levels[i] = graph.resource(1);
    }
  }

  int engine() {
    return engine;
  }

  int memory() {
    return memory;
  }

  /** Draws on engines and memory as the kernel does alone. */
  int kernel(KernelCost cost) {
    double work = cost.workSeconds();
    return work == 0
        ? TaskGraphBuilder.IDLE
        : shares(cost.engineSeconds() / work, cost.memorySeconds() / work);
  }

  /**
   * Draws on engines, memory and links as a pass does on average. Its exchanges have the same claim
   * to the links as the collectives beside it.
   */
  int pass(Segment segment) {
    return graph.profile(resources(), demands(segment, levels.length), 1, HOLDS);
  }

  /** What a pass asks of engines, memory and each level of the fabric. */
  static double[] demands(Segment segment, int levels) {
    double[] demands = new double[2 + levels];
    demands[0] = 1;
    demands[1] = Math.min(1, segment.memoryShare());
    for (int i = 0; i < levels; i++) {
      demands[2 + i] = i < segment.levelShare().length ? segment.levelShare()[i] : 0;
    }
    return demands;
  }

  /** What a collective asks of engines, memory and each level of the fabric. */
  static double[] demands(CollectiveCost cost, double felt, int levels) {
    double[] demands = new double[2 + levels];
    demands[0] = felt * cost.engineShare();
    demands[1] = Math.min(0.5, cost.memorySeconds() / cost.transferSeconds());
    for (int i = 0; i < levels; i++) {
      demands[2 + i] = i < cost.levelShare().size() ? cost.levelShare().get(i) : 0;
    }
    return demands;
  }

  /** Engines, memory and each level of the fabric. */
  int[] resources() {
    int[] resources = new int[2 + levels.length];
    resources[0] = engine;
    resources[1] = memory;
    System.arraycopy(levels, 0, resources, 2, levels.length);
    return resources;
  }

  /** What a run used of each level, in seconds at full rate. */
  double[] usedLevels(Outcome outcome) {
    double[] used = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      used[i] = outcome.used(levels[i]);
    }
    return used;
  }

  /** Draws on engines and memory with given shares of their rates. */
  int shares(double engineShare, double memoryShare) {
    return graph.profile(
        new int[] {engine, memory},
        new double[] {Math.min(1, engineShare), Math.min(1, memoryShare)},
        1,
        1);
  }

  /**
   * Draws on the links, and on engines and memory for its channels.
   *
   * @param felt how much of what it takes of the engines is felt by what runs beside it: all of it
   *     by a kernel that is bound by arithmetic, the share of such kernels by a whole pass
   */
  int collective(CollectiveCost cost, double felt) {
    if (cost.transferSeconds() == 0) {
      return TaskGraphBuilder.IDLE;
    }
    return graph.profile(resources(), demands(cost, felt, levels.length), 1, HOLDS);
  }
}
