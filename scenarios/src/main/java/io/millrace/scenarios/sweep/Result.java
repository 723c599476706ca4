package io.millrace.scenarios.sweep;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What came of a point; absent where it could not be found. */
enum Result {
  /** What became of the point: {@link Status#key}. */
  STATUS(Column.Type.TEXT),
  /** Why there are no figures, or what does not fit. */
  ERROR(Column.Type.TEXT),
  /** What the figures come from: {@link Evaluation#key}. */
  EVALUATION(Column.Type.TEXT),
  /** The place among the plans of this point, the best is 1. */
  PLAN_RANK(Column.Type.INTEGER),
  /** Its parallel degrees: {@code d8t4p2}. */
  PLAN(Column.Type.TEXT),
  /** All of the plan, as JSON, where it was searched. */
  PLAN_JSON(Column.Type.TEXT),
  /** How many devices take part. */
  DEVICES(Column.Type.INTEGER),
  /** Of an iteration. */
  ITERATION_SECONDS(Column.Type.NUMBER),
  /** Lower end of the 80 % range. */
  ITERATION_SECONDS_LOW(Column.Type.NUMBER),
  /** Upper end of the 80 % range. */
  ITERATION_SECONDS_HIGH(Column.Type.NUMBER),
  /** Of all devices. */
  TOKENS_PER_SECOND(Column.Type.NUMBER),
  /** Lower end of the 80 % range. */
  TOKENS_PER_SECOND_LOW(Column.Type.NUMBER),
  /** Upper end of the 80 % range. */
  TOKENS_PER_SECOND_HIGH(Column.Type.NUMBER),
  /** Of one device. */
  TOKENS_PER_SECOND_PER_DEVICE(Column.Type.NUMBER),
  /** Share of the dense peak, without recomputation. */
  MODEL_FLOPS_UTILIZATION(Column.Type.NUMBER),
  /** Steps of environments that were learnt from, where there are streams. */
  FRAMES_PER_SECOND(Column.Type.NUMBER),
  /**
   * Versions of the weights between a sample's first action and its use, where there are streams.
   */
  STALENESS(Column.Type.NUMBER),
  /** The part of the time in which environment workers work, where there are streams. */
  BUSY_ENVIRONMENTS(Column.Type.NUMBER),
  /** The part of the time in which policy workers work, where there are streams. */
  BUSY_POLICIES(Column.Type.NUMBER),
  /** The part of the time in which trainers work, where there are streams. */
  BUSY_TRAINERS(Column.Type.NUMBER),
  /** What the fullest stage keeps. */
  MEMORY_BYTES(Column.Type.NUMBER),
  /** The same as a share of the device's memory. */
  MEMORY_SHARE(Column.Type.NUMBER),
  /** Of all devices in an iteration. */
  ENERGY_JOULES(Column.Type.NUMBER),
  /** Where a price is given. */
  USD_PER_MILLION_TOKENS(Column.Type.NUMBER),
  /** Lower end of the 80 % range. */
  USD_PER_MILLION_TOKENS_LOW(Column.Type.NUMBER),
  /** Upper end of the 80 % range. */
  USD_PER_MILLION_TOKENS_HIGH(Column.Type.NUMBER),
  /** By how much a plan that the search left open could be better. */
  GAP(Column.Type.NUMBER),
  /** The seed of the scenario, also where it is an axis. */
  SEED(Column.Type.INTEGER),
  /** What made the row. */
  TOOL(Column.Type.TEXT);

  private static final Set<Result> OF_STREAMS =
      EnumSet.of(FRAMES_PER_SECOND, STALENESS, BUSY_ENVIRONMENTS, BUSY_POLICIES, BUSY_TRAINERS);

  private static final Set<Result> NOT_OF_STREAMS =
      EnumSet.complementOf(
          EnumSet.of(
              STATUS,
              ERROR,
              EVALUATION,
              DEVICES,
              ITERATION_SECONDS,
              FRAMES_PER_SECOND,
              STALENESS,
              BUSY_ENVIRONMENTS,
              BUSY_POLICIES,
              BUSY_TRAINERS,
              SEED,
              TOOL));

  private final Column.Type type;

  Result(Column.Type type) {
    this.type = type;
  }

  /** The name of its column. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  Column.Type type() {
    return type;
  }

  /** What rows have of scenarios with streams, or of all others. */
  static Set<Result> of(boolean streams) {
    return EnumSet.complementOf(EnumSet.copyOf(streams ? NOT_OF_STREAMS : OF_STREAMS));
  }
}
