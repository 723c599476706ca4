package io.millrace.simulator.engine;

import java.util.Arrays;
import java.util.Objects;

/**
 * Describes a {@link TaskGraph}, in flat arrays from the start: nothing is boxed, and a task costs
 * some sixty bytes and eight for each dependency.
 *
 * <pre>{@code
 * TaskGraphBuilder graph = TaskGraph.builder();
 * int link = graph.resource(50e9);
 * int transfer = graph.profile(link, 1);
 * int first = graph.task(transfer, 4e6);
 * int second = graph.task(transfer, 8e6);
 * graph.dependency(first, second);
 * Outcome outcome = new Engine().run(graph.build());
 * }</pre>
 *
 * What is described wrongly is refused at once with an {@link IllegalArgumentException} (or an
 * {@link IndexOutOfBoundsException} for a number that was never given out): it is the caller's
 * mistake. Tasks that wait for each other in a circle or ask for more than a pool holds are not;
 * they are results of the run.
 */
public final class TaskGraphBuilder {

  /** The profile that draws on nothing and has no limit: its work takes no time. */
  public static final int IDLE = 0;

  final Timescale timescale;
  final ProfileTable profiles = new ProfileTable();

  int resources;
  double[] capacity = new double[8];

  int pools;
  long[] poolCapacity = new long[8];
  long[] poolLevel = new long[8];

  int tasks;
  int[] stream = new int[64];
  int[] profile = new int[64];
  double[] work = new double[64];
  long[] delay = new long[64];
  long[] earliest = new long[64];
  int[] priority = new int[64];

  int dependencies;
  int[] before = new int[64];
  int[] after = new int[64];

  int reservations;
  int[] reservingTask = new int[16];
  int[] reservedPool = new int[16];
  long[] taken = new long[16];
  long[] returned = new long[16];

  private int streams;
  private int[] lastOfStream = new int[8];

  TaskGraphBuilder(Timescale timescale) {
    this.timescale = timescale;
    profile(new int[0], new double[0]);
  }

  /**
   * Adds a resource.
   *
   * @param unitsPerSecond what it can give: finite, not negative
   */
  public int resource(double unitsPerSecond) {
    require(
        unitsPerSecond >= 0 && unitsPerSecond < Double.POSITIVE_INFINITY,
        "a capacity must be finite and not negative: ",
        unitsPerSecond);
    if (resources == capacity.length) {
      capacity = Arrays.copyOf(capacity, 2 * resources);
    }
    capacity[resources] = unitsPerSecond;
    return resources++;
  }

  /** Adds a pool that is empty at time zero. */
  public int pool(long capacity) {
    return pool(capacity, 0);
  }

  /** Adds a pool of which {@code level} units are in use from time zero on. */
  public int pool(long capacity, long level) {
    require(capacity >= 0, "a pool's capacity must not be negative: ", capacity);
    require(level >= 0, "a pool's level must not be negative: ", level);
    if (pools == poolCapacity.length) {
      poolCapacity = Arrays.copyOf(poolCapacity, 2 * pools);
      poolLevel = Arrays.copyOf(poolLevel, 2 * pools);
    }
    poolCapacity[pools] = capacity;
    poolLevel[pools] = level;
    return pools++;
  }

  /** Adds a stream: its tasks run strictly one after the other, in the order they are added. */
  public int stream() {
    if (streams == lastOfStream.length) {
      lastOfStream = Arrays.copyOf(lastOfStream, 2 * streams);
    }
    lastOfStream[streams] = -1;
    return streams++;
  }

  /** A profile that draws on one resource, with no limit and of weight one. */
  public int profile(int resource, double demand) {
    return profile(new int[] {resource}, new double[] {demand});
  }

  /** A profile with no limit and of weight one. */
  public int profile(int[] resources, double[] demands) {
    return profile(resources, demands, Double.POSITIVE_INFINITY, 1);
  }

  /**
   * The number of a kind of activity; equal kinds have equal numbers.
   *
   * <p>Several identical activities at one time are one activity of {@code n}-fold demands: it
   * progresses as each of them does and draws what all of them draw.
   *
   * @param resources what the activity draws on; demands of a resource named twice add up
   * @param demands units of each resource for one unit of progress: finite, not negative
   * @param limit progress per second that it makes at most, possibly infinite; zero never finishes
   * @param weight its share relative to others where a resource is short: finite, positive
   */
  public int profile(int[] resources, double[] demands, double limit, double weight) {
    require(resources.length == demands.length, "one demand for each resource: ", demands.length);
    for (int i = 0; i < resources.length; i++) {
      checkIndex(resources[i], this.resources);
      require(
          demands[i] >= 0 && demands[i] < Double.POSITIVE_INFINITY,
          "a demand must be finite and not negative: ",
          demands[i]);
    }
    require(limit >= 0, "a limit must not be negative: ", limit);
    require(
        weight > 0 && weight < Double.POSITIVE_INFINITY,
        "a weight must be finite and positive: ",
        weight);
    return profiles.intern(resources, demands, limit, weight);
  }

  /** Adds a task that is in no stream and has no delay. */
  public int task(int profile, double work) {
    return task(TaskGraph.NO_STREAM, profile, work, 0);
  }

  /**
   * Adds a task.
   *
   * @param stream its stream, or {@link TaskGraph#NO_STREAM}
   * @param profile how its work is done
   * @param work how much progress it has to make: finite, not negative
   * @param delay ticks between its start and the start of its work
   */
  public int task(int stream, int profile, double work, long delay) {
    if (stream != TaskGraph.NO_STREAM) {
      checkIndex(stream, streams);
    }
    checkIndex(profile, profiles.count());
    require(
        work >= 0 && work < Double.POSITIVE_INFINITY,
        "work must be finite and not negative: ",
        work);
    require(delay >= 0, "a delay must not be negative: ", delay);
    if (tasks == this.work.length) {
      growTasks();
    }
    int task = tasks++;
    this.stream[task] = stream;
    this.profile[task] = profile;
    this.work[task] = work;
    this.delay[task] = delay;
    if (stream != TaskGraph.NO_STREAM) {
      if (lastOfStream[stream] >= 0) {
        dependency(lastOfStream[stream], task);
      }
      lastOfStream[stream] = task;
    }
    return task;
  }

  /** Adds a task that takes a fixed time and draws on nothing. */
  public int delay(int stream, long ticks) {
    return task(stream, IDLE, 0, ticks);
  }

  /** Keeps a task from starting before a time, in ticks from the start of the run. */
  public void earliestStart(int task, long time) {
    checkIndex(task, tasks);
    require(time >= 0, "an earliest start must not be negative: ", time);
    earliest[task] = time;
  }

  /** Of tasks that could start at one instant, those of smaller priority do so first; usually 0. */
  public void priority(int task, int priority) {
    checkIndex(task, tasks);
    require(Math.abs((long) priority) < EventQueue.MAX_PRIORITY, "out of range: ", priority);
    this.priority[task] = priority;
  }

  /** Makes the task {@code after} wait until the task {@code before} has finished. */
  public void dependency(int before, int after) {
    checkIndex(before, tasks);
    checkIndex(after, tasks);
    if (dependencies == this.before.length) {
      this.before = Arrays.copyOf(this.before, 2 * dependencies);
      this.after = Arrays.copyOf(this.after, 2 * dependencies);
    }
    this.before[dependencies] = before;
    this.after[dependencies++] = after;
  }

  /**
   * Makes a task take units of a pool when it starts and return units when it ends. What one task
   * takes another may return.
   */
  public void reservation(int task, int pool, long taken, long returned) {
    checkIndex(task, tasks);
    checkIndex(pool, pools);
    require(taken >= 0, "a task cannot take ", taken);
    require(returned >= 0, "a task cannot return ", returned);
    if (reservations == reservingTask.length) {
      int length = 2 * reservations;
      reservingTask = Arrays.copyOf(reservingTask, length);
      reservedPool = Arrays.copyOf(reservedPool, length);
      this.taken = Arrays.copyOf(this.taken, length);
      this.returned = Arrays.copyOf(this.returned, length);
    }
    reservingTask[reservations] = task;
    reservedPool[reservations] = pool;
    this.taken[reservations] = taken;
    this.returned[reservations++] = returned;
  }

  /** The graph described so far; the builder can go on. */
  public TaskGraph build() {
    return new TaskGraph(this);
  }

  private void growTasks() {
    int length = 2 * tasks;
    stream = Arrays.copyOf(stream, length);
    profile = Arrays.copyOf(profile, length);
    work = Arrays.copyOf(work, length);
    delay = Arrays.copyOf(delay, length);
    earliest = Arrays.copyOf(earliest, length);
    priority = Arrays.copyOf(priority, length);
  }

  private static void checkIndex(int index, int count) {
    Objects.checkIndex(index, count);
  }

  private static void require(boolean condition, String message, double value) {
    if (!condition) {
      throw new IllegalArgumentException(message + value);
    }
  }

  private static void require(boolean condition, String message, long value) {
    if (!condition) {
      throw new IllegalArgumentException(message + value);
    }
  }
}
