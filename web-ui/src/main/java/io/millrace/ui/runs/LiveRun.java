package io.millrace.ui.runs;

import java.time.Instant;
import java.util.Optional;

/** A run that is waiting or at work: what it is now, and whether anybody still wants it. */
final class LiveRun {
  private final RunStore store;
  private volatile Run now;
  private volatile boolean cancelled;

  LiveRun(Run asked, RunStore store) {
    this.now = asked;
    this.store = store;
  }

  Run now() {
    return now;
  }

  void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  Run begin(Instant at) {
    return keep(now.begun(at));
  }

  /** Progress is news, not worth keeping: a server that dies has lost the rest anyway. */
  Run advance(double share, String note, Optional<SearchProgress> search) {
    now = now.advanced(share, note, search);
    return now;
  }

  void end(RunState how, String why, Optional<String> answer, Instant at) {
    keep(now.ended(how, why, answer, at));
  }

  private Run keep(Run run) {
    store.update(run);
    now = run;
    return run;
  }
}
