package io.millrace.simulator.engine;

/**
 * What one tick of the clock stands for. A {@code long} of picoseconds spans 106 days; a simulation
 * of months chooses a coarser tick, a replay that must agree to many digits a finer one.
 *
 * @param ticksPerSecond how many ticks make a second, positive
 */
public record Timescale(long ticksPerSecond) {

  /** The usual clock: one tick is a picosecond. */
  public static final Timescale PICOSECONDS = new Timescale(1_000_000_000_000L);

  private static final long ATTOSECONDS_PER_SECOND = 1_000_000_000_000_000_000L;

  /** Leaves a factor of two, so that a bound on the horizon need not be tight to the last bit. */
  private static final double LAST_TICK = 0x1p62;

  /** Refuses a clock that does not advance. */
  public Timescale {
    if (ticksPerSecond <= 0) {
      throw new IllegalArgumentException("ticks per second must be positive: " + ticksPerSecond);
    }
  }

  /**
   * The finest decimal tick, from attoseconds up to seconds, whose clock still reaches {@code
   * horizonSeconds}.
   */
  public static Timescale finestReaching(double horizonSeconds) {
    long ticksPerSecond = ATTOSECONDS_PER_SECOND;
    while (ticksPerSecond > 1 && horizonSeconds * ticksPerSecond > LAST_TICK) {
      ticksPerSecond /= 10;
    }
    return new Timescale(ticksPerSecond);
  }

  /** The tick nearest to a moment given in seconds. */
  public long ticks(double seconds) {
    double ticks = seconds * ticksPerSecond;
    if (!(Math.abs(ticks) <= LAST_TICK)) {
      throw new IllegalArgumentException(
          seconds + " s is beyond a clock of " + ticksPerSecond + " ticks per second");
    }
    return Math.round(ticks);
  }

  /** The moment, in seconds, of a tick. */
  public double seconds(long ticks) {
    return (double) ticks / ticksPerSecond;
  }
}
