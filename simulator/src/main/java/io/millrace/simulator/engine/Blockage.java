package io.millrace.simulator.engine;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Why a run ended before all tasks had finished although no pool ran out.
 *
 * @param stalled tasks that started and can never finish: a resource they need gives nothing, or
 *     their end lies beyond the clock
 * @param waiting tasks that never started
 * @param circle if waiting tasks wait for each other, one circle of them, each waiting for the next
 *     and the last for the first; else empty
 */
public record Blockage(List<Integer> stalled, List<Integer> waiting, List<Integer> circle) {

  private static final int NOBODY = -1;

  /** Copies the lists. */
  public Blockage {
    stalled = List.copyOf(stalled);
    waiting = List.copyOf(waiting);
    circle = List.copyOf(circle);
  }

  static Blockage of(TaskGraph graph, long[] start, long[] finish) {
    return new Blockage(
        boxed(task -> start[task] != Outcome.NEVER && finish[task] == Outcome.NEVER, graph),
        boxed(task -> start[task] == Outcome.NEVER, graph),
        circle(graph, start, finish));
  }

  private static List<Integer> boxed(java.util.function.IntPredicate wanted, TaskGraph graph) {
    return IntStream.range(0, graph.tasks()).filter(wanted).boxed().toList();
  }

  /**
   * Goes from a waiting task to one it waits for, and on: that ends at a stalled task or comes
   * round. A waiting task that leads to a stalled one is set aside, so each is passed once.
   */
  private static List<Integer> circle(TaskGraph graph, long[] start, long[] finish) {
    int[] awaited = new int[graph.tasks()];
    Arrays.fill(awaited, NOBODY);
    for (int task = 0; task < graph.tasks(); task++) {
      if (finish[task] == Outcome.NEVER) {
        for (int i = graph.firstSuccessor[task]; i < graph.firstSuccessor[task + 1]; i++) {
          // Of several unfinished predecessors one that waits itself may lie on a circle.
          if (awaited[graph.successor[i]] == NOBODY || start[task] == Outcome.NEVER) {
            awaited[graph.successor[i]] = task;
          }
        }
      }
    }
    BitSet passed = new BitSet();
    for (int from = 0; from < graph.tasks(); from++) {
      if (start[from] == Outcome.NEVER && !passed.get(from)) {
        BitSet onThisWay = new BitSet();
        int task = from;
        while (task != NOBODY && !passed.get(task)) {
          passed.set(task);
          onThisWay.set(task);
          task = awaited[task];
        }
        if (task != NOBODY && onThisWay.get(task)) {
          int first = task;
          return IntStream.concat(
                  IntStream.of(first),
                  IntStream.iterate(awaited[first], next -> next != first, next -> awaited[next]))
              .boxed()
              .toList();
        }
      }
    }
    return List.of();
  }
}
