package io.millrace.simulator.engine;

import java.util.Arrays;

/**
 * Tasks, what they draw on and what they wait for: immutable, in flat arrays, made by a {@link
 * TaskGraphBuilder}. Tasks, resources, pools and streams are numbered from zero in the order they
 * were added; what the numbers stand for is the caller's affair.
 */
public final class TaskGraph {

  /** The stream of a task that is in none. */
  public static final int NO_STREAM = -1;

  final Timescale timescale;
  final DemandProfiles profiles;
  final long[] poolCapacity;
  final long[] poolLevel;

  final int[] stream;
  final int[] profile;
  final double[] work;
  final long[] delay;
  final long[] earliest;
  final int[] priority;

  /** Successors of task <i>t</i> lie from {@code firstSuccessor[t]} on. */
  final int[] firstSuccessor;

  final int[] successor;

  /** How many tasks a task waits for; the one before it in its stream is one of them. */
  final int[] predecessors;

  /** Reservations of task <i>t</i> lie from {@code firstReservation[t]} on. */
  final int[] firstReservation;

  final int[] reservedPool;
  final long[] taken;
  final long[] returned;

  TaskGraph(TaskGraphBuilder builder) {
    int tasks = builder.tasks;
    timescale = builder.timescale;
    profiles = builder.profiles.build(Arrays.copyOf(builder.capacity, builder.resources));
    poolCapacity = Arrays.copyOf(builder.poolCapacity, builder.pools);
    poolLevel = Arrays.copyOf(builder.poolLevel, builder.pools);
    stream = Arrays.copyOf(builder.stream, tasks);
    profile = Arrays.copyOf(builder.profile, tasks);
    work = Arrays.copyOf(builder.work, tasks);
    delay = Arrays.copyOf(builder.delay, tasks);
    earliest = Arrays.copyOf(builder.earliest, tasks);
    priority = Arrays.copyOf(builder.priority, tasks);

    Grouping successors = Grouping.of(builder.before, builder.dependencies, tasks);
    firstSuccessor = successors.first;
    successor = successors.sort(builder.after);
    predecessors = new int[tasks];
    for (int task : successor) {
      predecessors[task]++;
    }

    Grouping reservations = Grouping.of(builder.reservingTask, builder.reservations, tasks);
    firstReservation = reservations.first;
    reservedPool = reservations.sort(builder.reservedPool);
    taken = reservations.sort(builder.taken);
    returned = reservations.sort(builder.returned);
  }

  /** A builder for a graph on a clock of picoseconds. */
  public static TaskGraphBuilder builder() {
    return builder(Timescale.PICOSECONDS);
  }

  /** A builder for a graph on another clock. */
  public static TaskGraphBuilder builder(Timescale timescale) {
    return new TaskGraphBuilder(timescale);
  }

  /** What one tick of all times of this graph and of its outcome stands for. */
  public Timescale timescale() {
    return timescale;
  }

  /** How many tasks there are. */
  public int tasks() {
    return work.length;
  }

  /** How many resources there are. */
  public int resources() {
    return profiles.capacity.length;
  }

  /** How many pools there are. */
  public int pools() {
    return poolCapacity.length;
  }

  /** Units per second the resource gives. */
  public double capacity(int resource) {
    return profiles.capacity[resource];
  }

  /** Units the pool holds. */
  public long poolCapacity(int pool) {
    return poolCapacity[pool];
  }

  /** The stream of a task, or {@link #NO_STREAM}. */
  public int stream(int task) {
    return stream[task];
  }

  /** The profile of a task. */
  public int profile(int task) {
    return profile[task];
  }

  /** Units of a resource that one unit of progress in a profile asks for. */
  public double demand(int profile, int resource) {
    double demand = 0;
    for (int entry = profiles.first[profile]; entry < profiles.first[profile + 1]; entry++) {
      if (profiles.resource[entry] == resource) {
        demand += profiles.demand[entry];
      }
    }
    return demand;
  }

  /** How much progress the task has to make. */
  public double work(int task) {
    return work[task];
  }

  /** Ticks between the start of the task and the start of its work. */
  public long delay(int task) {
    return delay[task];
  }
}
