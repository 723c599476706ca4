package io.millrace.ui.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each of many may do something: a bucket each, which fills steadily and from which every
 * time takes a token (the token bucket of traffic shaping). Threads may share it. Those that have
 * done nothing for longest are forgotten first, by then with a full bucket unless very many come.
 */
final class TokenBuckets {
  private static final int MOST = 10_000;
  private static final double NANOS = 1e9;

  private final double size;
  private final double perSecond;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST;
        }
      };

  private record Bucket(double tokens, long at) {}

  /**
   * Buckets that are full at first.
   *
   * @param size tokens of a full one
   * @param perSecond by which it fills
   * @param nanoTime the time in nanoseconds
   */
  TokenBuckets(double size, double perSecond, LongSupplier nanoTime) {
    this.size = size;
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /** Takes a token of somebody; false if there is none. */
  synchronized boolean take(String who) {
    Bucket now = now(who);
    boolean there = now.tokens() >= 1;
    buckets.put(who, there ? new Bucket(now.tokens() - 1, now.at()) : now);
    return there;
  }

  /** Whether somebody has a token left. */
  synchronized boolean has(String who) {
    return now(who).tokens() >= 1;
  }

  /** Fills somebody's bucket. */
  synchronized void forget(String who) {
    buckets.remove(who);
  }

  private Bucket now(String who) {
    long at = nanoTime.getAsLong();
    Bucket before = buckets.getOrDefault(who, new Bucket(size, at));
    double more = (at - before.at()) / NANOS * perSecond;
    return new Bucket(Math.min(size, before.tokens() + more), at);
  }
}
