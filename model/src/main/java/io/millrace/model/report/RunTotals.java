package io.millrace.model.report;

import java.util.Optional;

/**
 * What a whole training run takes, if nothing fails.
 *
 * @param days from the first token to the last
 * @param deviceHours of all devices
 * @param energy of the devices in megawatt hours; absent where the power is not published
 * @param dollars for the devices; absent where no price is given
 */
public record RunTotals(
    Figure days, Figure deviceHours, Optional<Figure> energy, Optional<Figure> dollars) {
  private static final double SECONDS_PER_DAY = 86_400;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final double JOULES_PER_MEGAWATT_HOUR = 3.6e9;

  /**
   * Of some tokens.
   *
   * @param tokens of the run
   * @param iterationTime seconds of an iteration
   * @param tokensPerSecond of all devices
   * @param devices that take part
   * @param energy joules of an iteration
   * @param dollarsPerMillionTokens for the devices
   */
  public static RunTotals of(
      double tokens,
      Figure iterationTime,
      Figure tokensPerSecond,
      int devices,
      Optional<Figure> energy,
      Optional<Figure> dollarsPerMillionTokens) {
    double iterations = tokens / (tokensPerSecond.value() * iterationTime.value());
    return new RunTotals(
        iterationTime.times(iterations / SECONDS_PER_DAY, "days"),
        iterationTime.times(iterations * devices / SECONDS_PER_HOUR, "device hours"),
        energy.map(it -> it.times(iterations / JOULES_PER_MEGAWATT_HOUR, "MWh")),
        dollarsPerMillionTokens.map(it -> it.times(tokens / 1e6, "USD")));
  }
}
