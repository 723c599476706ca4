package io.millrace.simulator.engine;

import java.util.Arrays;

/**
 * Pending events in the total order (time, priority, sequence), at most one per id: an indexed
 * 4-ary heap over primitive arrays. Scheduling, moving, cancelling and polling take <i>O(log n)</i>
 * and allocate nothing once the arrays have grown.
 *
 * <p>An id is whatever small non-negative integer the caller counts its events by. Of two events at
 * one time the one with the smaller priority comes first, and of equal priorities the one that was
 * scheduled first.
 */
public final class EventQueue {

  /** The smallest and the largest priority are {@code -MAX_PRIORITY} and {@code MAX_PRIORITY}. */
  public static final int MAX_PRIORITY = (1 << 22) - 1;

  private static final int SEQUENCE_BITS = 40;
  private static final int ABSENT = -1;

  /** Four children share a cache line, which outweighs the extra comparisons of a wider node. */
  private static final int ARITY_BITS = 2;

  private int size;
  private long sequence;
  private long[] times = new long[64];

  /** Priority above, sequence below: one comparison settles both. */
  private long[] orders = new long[64];

  private int[] ids = new int[64];
  private int[] positions = new int[0];

  /** Forgets every event and prepares for the ids below {@code idCount}. */
  public void reset(int idCount) {
    if (positions.length < idCount) {
      positions = new int[idCount];
    }
    Arrays.fill(positions, 0, idCount, ABSENT);
    size = 0;
    sequence = 0;
  }

  /** Whether nothing is pending. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** How many events are pending. */
  public int size() {
    return size;
  }

  /** The time of the first event; {@link Long#MAX_VALUE} if nothing is pending. */
  public long nextTime() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Schedules the event {@code id}, or moves it if it is pending already. */
  public void schedule(int id, long time, int priority) {
    long order = ((long) priority << SEQUENCE_BITS) | sequence++;
    int position = positions[id];
    if (position == ABSENT) {
      if (size == times.length) {
        grow();
      }
      siftUp(size++, id, time, order);
    } else if (before(time, order, position)) {
      siftUp(position, id, time, order);
    } else {
      siftDown(position, id, time, order);
    }
  }

  /** Removes the event {@code id} if it is pending. */
  public void cancel(int id) {
    int position = positions[id];
    if (position != ABSENT) {
      remove(position);
    }
  }

  /** Removes the first event and returns its id. The queue must not be empty. */
  public int poll() {
    int id = ids[0];
    remove(0);
    return id;
  }

  private void remove(int position) {
    positions[ids[position]] = ABSENT;
    int last = --size;
    if (position == last) {
      return;
    }
    long time = times[last];
    long order = orders[last];
    if (before(time, order, position)) {
      siftUp(position, ids[last], time, order);
    } else {
      siftDown(position, ids[last], time, order);
    }
  }

  private void siftUp(int hole, int id, long time, long order) {
    while (hole > 0) {
      int parent = (hole - 1) >> ARITY_BITS;
      if (!before(time, order, parent)) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    put(hole, id, time, order);
  }

  private void siftDown(int hole, int id, long time, long order) {
    while (true) {
      int child = (hole << ARITY_BITS) + 1;
      if (child >= size) {
        break;
      }
      int end = Math.min(child + (1 << ARITY_BITS), size);
      int least = child;
      while (++child < end) {
        if (before(times[child], orders[child], least)) {
          least = child;
        }
      }
      if (before(time, order, least)) {
        break;
      }
      move(least, hole);
      hole = least;
    }
    put(hole, id, time, order);
  }

  private boolean before(long time, long order, int position) {
    long other = times[position];
    return time < other || (time == other && order < orders[position]);
  }

  private void move(int from, int to) {
    put(to, ids[from], times[from], orders[from]);
  }

  private void put(int position, int id, long time, long order) {
    times[position] = time;
    orders[position] = order;
    ids[position] = id;
    positions[id] = position;
  }

  private void grow() {
    int capacity = 2 * size;
    times = Arrays.copyOf(times, capacity);
    orders = Arrays.copyOf(orders, capacity);
    ids = Arrays.copyOf(ids, capacity);
  }
}
