package io.millrace.simulator.lowering.streams;

import io.millrace.model.streams.ParameterServer;
import io.millrace.model.streams.PushPeriod;
import io.millrace.simulator.engine.Timescale;
import java.util.ArrayDeque;

/** The versions of the weights: what trainers have made, what policies have heard of. */
final class Versions {
  private final PushPeriod push;
  private final long periodTicks;
  private final long delayTicks;
  private final ArrayDeque<Pushed> underway = new ArrayDeque<>();
  private int made;
  private int known;

  private record Pushed(long arrival, int version) {}

  Versions(ParameterServer server, Timescale clock) {
    push = server.push();
    periodTicks =
        push instanceof PushPeriod.Every every
            ? Math.max(1, clock.ticks(every.time().seconds()))
            : 1;
    delayTicks = clock.ticks(server.delay().seconds());
  }

  /** A step of training has ended. */
  void make(long time) {
    made++;
    if (push instanceof PushPeriod.Steps steps && made % steps.count() != 0) {
      return;
    }
    long pushed = Math.ceilDiv(time, periodTicks) * periodTicks;
    underway.add(new Pushed(pushed + delayTicks, made));
  }

  /** The version that trainers have. */
  int made() {
    return made;
  }

  /** The version that a batch of policies uses which begins now; times may not go back. */
  int known(long time) {
    while (!underway.isEmpty() && underway.getFirst().arrival() <= time) {
      known = underway.removeFirst().version();
    }
    return known;
  }
}
