package io.millrace.simulator.lowering.streams;

import io.millrace.model.streams.EnvironmentWorkers;
import io.millrace.simulator.engine.EventQueue;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Environment workers with their rings. A worker's event is the end of the step that it is at; an
 * environment's slot is numbered through all rings. A worker steps its environments in turn and
 * waits for the action of the next one, even if another one's has come.
 */
final class EnvironmentRings {
  private final EventQueue events;
  private final long stepTicks;
  private final double spread;
  private final SplittableRandom random;
  private final int ring;
  private final int sampleSteps;
  private final int[] heads;
  private final boolean[] waiting;
  private final boolean[] replied;
  private final int[] frames;
  private final int[] firstVersions;

  EnvironmentRings(EnvironmentWorkers environments, long stepTicks, long seed, EventQueue events) {
    this.events = events;
    this.stepTicks = stepTicks;
    spread = environments.spread();
    random = new SplittableRandom(seed);
    ring = environments.ring();
    sampleSteps = environments.sampleSteps();
    heads = new int[environments.workers()];
    waiting = new boolean[environments.workers()];
    replied = new boolean[environments.slots()];
    frames = new int[environments.slots()];
    firstVersions = new int[environments.slots()];
  }

  /** Starts all workers, apart from each other, each environment elsewhere in its sample. */
  void begin() {
    Arrays.fill(replied, true);
    for (int slot = 0; slot < frames.length; slot++) {
      frames[slot] = (int) ((long) slot * sampleSteps / frames.length);
    }
    for (int worker = 0; worker < heads.length; worker++) {
      replied[slot(worker)] = false;
      long apart = (long) ((double) stepTicks * worker / heads.length);
      events.schedule(worker, stepTicks + apart, 0);
    }
  }

  /** The environment that a worker is at. */
  int slot(int worker) {
    return worker * ring + heads[worker];
  }

  /** Counts the step that has ended; whether a sample ends with it. */
  boolean endsSample(int worker) {
    int slot = slot(worker);
    frames[slot] = frames[slot] + 1 == sampleSteps ? 0 : frames[slot] + 1;
    return frames[slot] == 0;
  }

  /** The version that chose the first action of an environment's last sample. */
  int firstVersion(int slot) {
    return firstVersions[slot];
  }

  /** A version begins to choose the next action of an environment. */
  void act(int slot, int version) {
    if (frames[slot] == 0) {
      firstVersions[slot] = version;
    }
  }

  /** A worker goes on to the next environment of its ring. */
  void rotate(int worker, long now) {
    heads[worker] = heads[worker] + 1 == ring ? 0 : heads[worker] + 1;
    if (replied[slot(worker)]) {
      step(worker, now);
    } else {
      waiting[worker] = true;
    }
  }

  /** An environment's action has come. */
  void reply(int slot, long now) {
    replied[slot] = true;
    int worker = slot / ring;
    if (waiting[worker] && slot(worker) == slot) {
      waiting[worker] = false;
      step(worker, now);
    }
  }

  private void step(int worker, long now) {
    replied[slot(worker)] = false;
    events.schedule(worker, now + (spread == 0 ? stepTicks : varied()), 0);
  }

  private long varied() {
    return Math.max(1, Math.round(stepTicks * (1 + spread * (2 * random.nextDouble() - 1))));
  }
}
