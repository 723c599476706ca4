package io.millrace.simulator.lowering.training;

import io.millrace.simulator.engine.TaskGraphBuilder;
import java.util.ArrayList;
import java.util.List;

/** The streams, resources and pool of one pipeline stage in the graph of an iteration. */
final class StageTasks {
  final DeviceResources device;

  /** Mean share of the arithmetic engines that the stage's passes use. */
  final double engineShare;

  final int compute;
  final int send;
  final int receive;
  final int data;
  final int pool;

  /** Streams of exchanges among all stages, by {@link Meeting#ordinal()}. */
  final int[] meetings = new int[Meeting.values().length];

  /** Tasks after which the stage's gradients are whole. */
  final List<Integer> gradients = new ArrayList<>();

  /** The last task of the stage's last pass. */
  int lastPass = -1;

  StageTasks(TaskGraphBuilder graph, int levels, double engineShare) {
    this.engineShare = engineShare;
    device = new DeviceResources(graph, levels);
    compute = graph.stream();
    send = graph.stream();
    receive = graph.stream();
    data = graph.stream();
    for (int i = 0; i < meetings.length; i++) {
      meetings[i] = graph.stream();
    }
    pool = graph.pool(Long.MAX_VALUE / 4);
  }
}
