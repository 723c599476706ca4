package io.millrace.scenarios.cli;

/** What the process tells whoever started it. */
final class ExitStatus {
  /** All is well. */
  static final int FINE = 0;

  /** What was asked for does not fit, or a check failed. */
  static final int INFEASIBLE = 1;

  /** Input or options are wrong. */
  static final int BAD_INPUT = 2;

  /** Millrace is wrong. */
  static final int OUR_FAULT = 3;

  private ExitStatus() {}
}
