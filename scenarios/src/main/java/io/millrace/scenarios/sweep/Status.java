package io.millrace.scenarios.sweep;

/** Whether a row has figures, and if not, why. */
enum Status {
  /** It has all that can be found. */
  OK("ok"),
  /** It has figures, but no device has the memory for them, or there is no plan that does. */
  DOES_NOT_FIT("does not fit"),
  /** No scenario or no plan is like that. */
  IMPOSSIBLE("impossible"),
  /** What was to find its figures broke down, which is a mistake of ours. */
  FAILED("failed");

  private final String key;

  Status(String key) {
    this.key = key;
  }

  /** The name in rows. */
  String key() {
    return key;
  }

  /** That of figures that were found. */
  static Status of(boolean fits) {
    return fits ? OK : DOES_NOT_FIT;
  }
}
