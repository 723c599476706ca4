package io.millrace.simulator.lowering.training.schedule;

/**
 * How long the passes of a chunk take, in any unit: what schedules that fill waiting times look at.
 *
 * @param forward a forward pass
 * @param inputGradient the part of a backward pass that others wait for
 * @param weightGradient the rest of it
 */
public record PassTimes(double forward, double inputGradient, double weightGradient) {

  /** Steps in which the relation of pass times changes the order of a schedule that looks at it. */
  public static final double STEPS = 256;

  /** All equal. */
  public static final PassTimes EQUAL = new PassTimes(1, 1, 1);

  /** Checks the times. */
  public PassTimes {
    if (!(forward >= 0 && inputGradient >= 0 && weightGradient >= 0)) {
      throw new IllegalArgumentException(
          "times must not be negative: %s, %s, %s"
              .formatted(forward, inputGradient, weightGradient));
    }
  }

  /**
   * Against a forward pass, in steps so wide that pipelines that hardly differ have the same order,
   * and with sums that are exact, so that no order hangs on rounding where two passes are there at
   * once.
   */
  public PassTimes rounded() {
    return forward == 0
        ? EQUAL
        : new PassTimes(
            1,
            Math.rint(STEPS * inputGradient / forward) / STEPS,
            Math.rint(STEPS * weightGradient / forward) / STEPS);
  }

  double of(PassKind kind) {
    return switch (kind) {
      case FORWARD -> forward;
      case INPUT_GRADIENT -> inputGradient;
      case WEIGHT_GRADIENT -> weightGradient;
      case BACKWARD -> inputGradient + weightGradient;
      case OUTPUT, OUTPUT_GRADIENT, EMBEDDING, EMBEDDING_GRADIENT -> 0;
    };
  }
}
