package io.millrace.scenarios.sweep;

import java.util.Locale;

/** What came of a point; absent where it could not be found. */
enum Result {
  /** {@code ok}, {@code does not fit}, {@code impossible} or {@code failed}. */
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
}
