package io.millrace.scenarios.sweep;

import io.millrace.model.architecture.ForwardFlops;
import io.millrace.model.architecture.Layer;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.quantity.FlopRate;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.Range;
import java.util.List;

/**
 * What the time of an iteration comes to in a scenario, as columns. Ranges hold what the model
 * leaves out, which is nearly all of a prediction's error on devices that were timed; what single
 * parameters add, {@code simulate} shows.
 */
final class OutcomeColumns {
  private static final double SECONDS_PER_HOUR = 3600;
  private static final double MILLION = 1e6;

  /** A backward pass counts as two forward ones (PaLM, as below). */
  private static final double PASSES = 3;

  private final RowColumns columns;
  private final long devices;

  /** Of an iteration. */
  private final double tokens;

  /** Of an iteration, in which nothing is computed twice. */
  private final double flopsPerDevice;

  /** What a device could compute in a second; {@code NaN}: unknown. */
  private final double peak;

  /** Of all devices; {@code NaN}: no price is given. */
  private final double dollarsPerSecond;

  /** The time of an iteration, as factors of what was found. */
  private final Range range;

  OutcomeColumns(Scenario scenario, Calibration calibration, RowColumns columns) {
    this.columns = columns;
    this.devices = scenario.cluster().devices();
    this.tokens = scenario.workload().tokens();
    this.flopsPerDevice = PASSES * forwardFlopsPerToken(scenario) * tokens / devices;
    Device device = scenario.cluster().device();
    NumberFormat format = scenario.workload().precision().matrixFormat();
    this.peak =
        device
            .peak(format)
            .or(() -> device.peak(NumberFormat.BF16))
            .map(FlopRate::flopsPerSecond)
            .orElse(Double.NaN);
    this.dollarsPerSecond =
        scenario.pricePerDevice().map(HourlyPrice::dollarsPerHour).orElse(Double.NaN)
            * devices
            / SECONDS_PER_HOUR;
    double error = calibration.structuralError(scenario);
    this.range = Range.logNormal(error * error, List.of());
  }

  /**
   * Writes what a plan comes to into the last row.
   *
   * @param evaluation by which it was found
   */
  void write(RowTable rows, Outcome outcome, Evaluation evaluation) {
    rows.set(columns.of(Result.STATUS), Status.of(outcome.misfit().isEmpty()).key());
    outcome.misfit().ifPresent(it -> rows.set(columns.of(Result.ERROR), it));
    rows.set(columns.of(Result.EVALUATION), evaluation.key());
    rows.set(columns.of(Result.PLAN), outcome.plan());
    rows.set(columns.of(Result.DEVICES), devices);
    writeSpeed(rows, outcome.seconds());
    rows.set(columns.of(Result.MEMORY_BYTES), outcome.bytes());
    rows.set(columns.of(Result.MEMORY_SHARE), outcome.bytes() / outcome.capacity());
    number(rows, Result.ENERGY_JOULES, outcome.joules());
    writeDollars(rows, outcome.seconds());
  }

  private void writeSpeed(RowTable rows, double seconds) {
    rows.set(columns.of(Result.ITERATION_SECONDS), seconds);
    rows.set(columns.of(Result.ITERATION_SECONDS_LOW), seconds * range.low());
    rows.set(columns.of(Result.ITERATION_SECONDS_HIGH), seconds * range.high());
    rows.set(columns.of(Result.TOKENS_PER_SECOND), tokens / seconds);
    rows.set(columns.of(Result.TOKENS_PER_SECOND_LOW), tokens / (seconds * range.high()));
    rows.set(columns.of(Result.TOKENS_PER_SECOND_HIGH), tokens / (seconds * range.low()));
    rows.set(columns.of(Result.TOKENS_PER_SECOND_PER_DEVICE), tokens / seconds / devices);
    number(rows, Result.MODEL_FLOPS_UTILIZATION, flopsPerDevice / seconds / peak);
  }

  private void writeDollars(RowTable rows, double seconds) {
    if (!Double.isNaN(dollarsPerSecond)) {
      double dollars = dollarsPerSecond * seconds / (tokens / MILLION);
      rows.set(columns.of(Result.USD_PER_MILLION_TOKENS), dollars);
      rows.set(columns.of(Result.USD_PER_MILLION_TOKENS_LOW), dollars * range.low());
      rows.set(columns.of(Result.USD_PER_MILLION_TOKENS_HIGH), dollars * range.high());
    }
  }

  private void number(RowTable rows, Result result, double value) {
    if (!Double.isNaN(value)) {
      rows.set(columns.of(result), value);
    }
  }

  /** The arithmetic of a token forward, by the convention of PaLM (2204.02311, appendix B). */
  private static double forwardFlopsPerToken(Scenario scenario) {
    ForwardFlops flops = new ForwardFlops(scenario.model(), scenario.workload().sequence());
    double perToken = flops.output();
    for (Layer layer : scenario.model().layers()) {
      perToken += flops.of(layer);
    }
    return perToken;
  }
}
