package io.millrace.ui.runs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose turn it is: of those with the fewest runs at work who has waited longest since their last
 * turn, and of theirs the first. Somebody who asks a lot keeps nobody else waiting. Threads may
 * share it.
 */
final class Turns {
  private final List<LiveRun> waiting = new ArrayList<>();
  private final Map<String, Integer> atWork = new HashMap<>();
  private final Map<String, Long> lastTurn = new HashMap<>();
  private long turns;

  synchronized void add(LiveRun run) {
    waiting.add(run);
  }

  /** Has one no longer wait; false if it does not. */
  synchronized boolean leave(LiveRun run) {
    return waiting.remove(run);
  }

  /** Takes the next one, if any waits. */
  synchronized Optional<LiveRun> take() {
    Optional<LiveRun> first =
        waiting.stream()
            .min(
                Comparator.comparing((LiveRun it) -> atWork.getOrDefault(owner(it), 0))
                    .thenComparing(it -> lastTurn.getOrDefault(owner(it), 0L)));
    first.ifPresent(
        next -> {
          waiting.remove(next);
          atWork.merge(owner(next), 1, Integer::sum);
          lastTurn.put(owner(next), ++turns);
        });
    return first;
  }

  /** Has one taken that has ended. */
  synchronized void end(LiveRun run) {
    atWork.computeIfPresent(owner(run), (_, runs) -> runs == 1 ? null : runs - 1);
    if (waiting.isEmpty() && atWork.isEmpty()) {
      lastTurn.clear();
    }
  }

  private static String owner(LiveRun run) {
    return run.now().owner();
  }
}
