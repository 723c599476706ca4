package io.millrace.simulator.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
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

  /** Copies the lists. */
  public Blockage {
    stalled = List.copyOf(stalled);
    waiting = List.copyOf(waiting);
    circle = List.copyOf(circle);
  }

  static Blockage of(TaskGraph graph, long[] start, long[] finish) {
    List<Integer> waiting = select(graph, task -> start[task] == Outcome.NEVER);
    return new Blockage(
        select(graph, task -> start[task] != Outcome.NEVER && finish[task] == Outcome.NEVER),
        waiting,
        circle(graph, waiting));
  }

  private static List<Integer> select(TaskGraph graph, IntPredicate wanted) {
    return IntStream.range(0, graph.tasks()).filter(wanted).boxed().toList();
  }

  /**
   * Lets every task go that waits for stalled ones only, then those that waited for it, and so on.
   * Each task that is left waits for another that is left, so going from one to the next comes
   * round.
   */
  private static List<Integer> circle(TaskGraph graph, List<Integer> waiting) {
    int[] awaited = new int[graph.tasks()];
    for (int task : waiting) {
      for (int i = graph.firstSuccessor[task]; i < graph.firstSuccessor[task + 1]; i++) {
        awaited[graph.successor[i]]++;
      }
    }
    ArrayDeque<Integer> free = new ArrayDeque<>();
    waiting.stream().filter(task -> awaited[task] == 0).forEach(free::add);
    while (!free.isEmpty()) {
      int task = free.remove();
      for (int i = graph.firstSuccessor[task]; i < graph.firstSuccessor[task + 1]; i++) {
        if (--awaited[graph.successor[i]] == 0) {
          free.add(graph.successor[i]);
        }
      }
    }
    List<Integer> left = waiting.stream().filter(task -> awaited[task] > 0).toList();
    return left.isEmpty() ? List.of() : comeRound(left.getFirst(), oneAwaited(graph, left));
  }

  private static int[] oneAwaited(TaskGraph graph, List<Integer> left) {
    int[] next = new int[graph.tasks()];
    for (int task : left) {
      for (int i = graph.firstSuccessor[task]; i < graph.firstSuccessor[task + 1]; i++) {
        next[graph.successor[i]] = task;
      }
    }
    return next;
  }

  private static List<Integer> comeRound(int from, int[] next) {
    boolean[] passed = new boolean[next.length];
    int task = from;
    while (!passed[task]) {
      passed[task] = true;
      task = next[task];
    }
    List<Integer> circle = new ArrayList<>();
    int first = task;
    do {
      circle.add(task);
      task = next[task];
    } while (task != first);
    return circle;
  }
}
