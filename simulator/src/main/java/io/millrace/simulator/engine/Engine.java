package io.millrace.simulator.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link TaskGraph}s. Between two events nothing changes, so the clock leaps from one to the
 * next; all that happens at one instant is taken in before capacity is shared out anew.
 *
 * <p>At one instant delays and work end first, then tasks start, those of smaller priority before
 * others and else in the order in which they became ready. A task with nothing to wait for and
 * nothing to do thus starts and finishes at the same instant.
 *
 * <p>An engine is for one thread. It keeps its arrays from run to run: once they have grown, a run
 * allocates its {@link Outcome} and nothing else.
 */
public final class Engine {

  private static final EngineObserver NOBODY = new EngineObserver() {};

  /** Ends come before all starts of the same instant. */
  private static final int END = -EventQueue.MAX_PRIORITY;

  private static final byte WAITING = 0;
  private static final byte DELAYED = 1;
  private static final byte WORKING = 2;

  private final ShortagePolicy shortagePolicy;
  private final EventQueue queue = new EventQueue();
  private final FairShare share = new FairShare();
  private final Pools pools = new Pools();

  private TaskGraph graph = TaskGraph.builder().build();
  private EngineObserver observer = NOBODY;
  private long now;

  // Of each task.
  private long[] start = new long[0];
  private long[] finish = new long[0];
  private byte[] phase = new byte[0];
  private int[] awaited = new int[0];
  private int[] slot = new int[0];

  // Of each activity, by its slot: the rate in force and the work left when it came into force.
  private int[] task = new int[0];
  private double[] rate = new double[0];
  private double[] left = new double[0];
  private long[] since = new long[0];

  private double[] workDone = new double[0];
  private int unfinished;
  private @Nullable Shortage shortage;
  private long events;
  private long solves;
  private long rateChanges;

  /** An engine that stops when a pool runs out. */
  public Engine() {
    this(ShortagePolicy.STOP);
  }

  /** An engine that does as it is told when a pool runs out. */
  public Engine(ShortagePolicy shortagePolicy) {
    this.shortagePolicy = shortagePolicy;
  }

  /** Runs a graph from time zero to its end. */
  public Outcome run(TaskGraph graph) {
    return run(graph, NOBODY);
  }

  /** Runs a graph from time zero to its end under the eyes of an observer. */
  public Outcome run(TaskGraph graph, EngineObserver observer) {
    reset(graph, observer);
    boolean stopped = false;
    while (!stopped) {
      if (queue.nextTime() > now || queue.isEmpty()) {
        if (share.needsSolving()) {
          shareOut();
          continue;
        }
        if (queue.isEmpty()) {
          break;
        }
        now = queue.nextTime();
      }
      int next = queue.poll();
      events++;
      switch (phase[next]) {
        case WAITING -> stopped = !start(next);
        case DELAYED -> work(next);
        default -> finish(next);
      }
    }
    return outcome(stopped);
  }

  private void reset(TaskGraph graph, EngineObserver observer) {
    this.graph = graph;
    this.observer = observer;
    int tasks = graph.tasks();
    if (phase.length < tasks) {
      phase = new byte[tasks];
      awaited = new int[tasks];
      slot = new int[tasks];
    }
    start = new long[tasks];
    finish = new long[tasks];
    Arrays.fill(start, Outcome.NEVER);
    Arrays.fill(finish, Outcome.NEVER);
    Arrays.fill(phase, 0, tasks, WAITING);
    System.arraycopy(graph.predecessors, 0, awaited, 0, tasks);
    if (workDone.length < graph.profiles.count()) {
      workDone = new double[graph.profiles.count()];
    }
    Arrays.fill(workDone, 0);
    queue.reset(tasks);
    share.reset(graph.profiles);
    pools.reset(graph);
    now = 0;
    unfinished = tasks;
    shortage = null;
    events = 0;
    solves = 0;
    rateChanges = 0;
    for (int task = 0; task < tasks; task++) {
      if (awaited[task] == 0) {
        queue.schedule(task, graph.earliest[task], graph.priority[task]);
      }
    }
  }

  /** Starts a task and says whether the run may go on. */
  private boolean start(int task) {
    if (!reserve(task)) {
      return false;
    }
    start[task] = now;
    observer.taskStarted(task, now);
    if (graph.delay[task] == 0) {
      work(task);
    } else {
      phase[task] = DELAYED;
      if (graph.delay[task] <= Long.MAX_VALUE - now) {
        queue.schedule(task, now + graph.delay[task], END);
      }
    }
    return true;
  }

  private boolean reserve(int task) {
    int end = graph.firstReservation[task + 1];
    for (int i = graph.firstReservation[task]; i < end; i++) {
      int pool = graph.reservedPool[i];
      long missing = pools.missing(pool, graph.taken[i]);
      if (missing > 0 && shortage == null) {
        shortage = new Shortage(task, pool, now, missing);
        if (shortagePolicy == ShortagePolicy.STOP) {
          return false;
        }
      }
      if (graph.taken[i] > 0) {
        pools.take(pool, graph.taken[i], now);
        observer.poolLevel(pool, pools.level(pool), now);
      }
    }
    return true;
  }

  private void work(int task) {
    if (graph.work[task] == 0) {
      finish(task);
      return;
    }
    phase[task] = WORKING;
    int slot = share.add(graph.profile[task]);
    if (slot >= rate.length) {
      int length = Math.max(64, 2 * slot);
      this.task = Arrays.copyOf(this.task, length);
      rate = Arrays.copyOf(rate, length);
      left = Arrays.copyOf(left, length);
      since = Arrays.copyOf(since, length);
    }
    this.slot[task] = slot;
    this.task[slot] = task;
    rate[slot] = 0;
    left[slot] = graph.work[task];
    since[slot] = now;
  }

  private void finish(int task) {
    if (phase[task] == WORKING) {
      share.remove(slot[task]);
      workDone[graph.profile[task]] += graph.work[task];
    }
    finish[task] = now;
    unfinished--;
    int reservations = graph.firstReservation[task + 1];
    for (int i = graph.firstReservation[task]; i < reservations; i++) {
      if (graph.returned[i] > 0) {
        int pool = graph.reservedPool[i];
        pools.giveBack(pool, graph.returned[i], task);
        observer.poolLevel(pool, pools.level(pool), now);
      }
    }
    observer.taskFinished(task, now);
    int successors = graph.firstSuccessor[task + 1];
    for (int i = graph.firstSuccessor[task]; i < successors; i++) {
      int next = graph.successor[i];
      if (--awaited[next] == 0) {
        queue.schedule(next, Math.max(now, graph.earliest[next]), graph.priority[next]);
      }
    }
  }

  /** Shares capacity out anew and moves the finish of those, and only those, whose rate changes. */
  private void shareOut() {
    share.solve();
    solves++;
    rateChanges += share.changedCount();
    double ticksPerSecond = graph.timescale.ticksPerSecond();
    for (int i = 0; i < share.changedCount(); i++) {
      int slot = share.changed(i);
      int task = this.task[slot];
      bringUpToDate(slot);
      double newRate = share.rate(slot);
      rate[slot] = newRate;
      observer.rateChanged(task, newRate, now);
      // With nothing left it ends now, whatever its rate; at no rate, or beyond the clock, never.
      long wait = left[slot] == 0 ? 0 : Math.round(left[slot] / newRate * ticksPerSecond);
      if (wait < Long.MAX_VALUE - now) {
        queue.schedule(task, now + wait, END);
      } else {
        queue.cancel(task);
      }
    }
  }

  private void bringUpToDate(int slot) {
    if (now > since[slot]) {
      double seconds = graph.timescale.seconds(now - since[slot]);
      left[slot] = Math.max(0, left[slot] - rate[slot] * seconds);
    }
    since[slot] = now;
  }

  private Outcome outcome(boolean stopped) {
    // A task that has not finished has used what it has done so far.
    for (int task = 0; unfinished > 0 && task < graph.tasks(); task++) {
      if (phase[task] == WORKING && finish[task] == Outcome.NEVER) {
        bringUpToDate(slot[task]);
        workDone[graph.profile[task]] += graph.work[task] - left[slot[task]];
      }
    }
    DemandProfiles profiles = graph.profiles;
    double[] used = new double[graph.resources()];
    for (int profile = 0; profile < profiles.count(); profile++) {
      for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
        used[profiles.resource[entry]] += profiles.demand[entry] * workDone[profile];
      }
    }
    boolean blocked = unfinished > 0 && !stopped;
    return new Outcome(
        graph.timescale,
        unfinished == 0,
        now,
        start,
        finish,
        used,
        pools.peaks(),
        pools.peakTimes(),
        shortage,
        blocked ? Blockage.of(graph, start, finish) : null,
        new Outcome.Effort(events, solves, rateChanges));
  }
}
