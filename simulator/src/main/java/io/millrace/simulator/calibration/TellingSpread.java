package io.millrace.simulator.calibration;

import io.millrace.model.parameter.Parameter;
import io.millrace.simulator.cost.Calibration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells what measurements told from what they left open. Only the former may take the place of what
 * ships, and never as if it were known worse than before.
 */
final class TellingSpread {
  /**
   * The widest spread of what is told. Fits let parameters move freely, so one that rows leave open
   * ends far above: at up to 0.4 for kernels, up to 1 for links.
   */
  private static final double TOLD = 0.25;

  private final Map<String, Parameter> start;

  /**
   * Compares with what was known before.
   *
   * @param start what the fit started from
   */
  TellingSpread(Calibration start) {
    this.start =
        start.parameters().stream().collect(Collectors.toMap(Parameter::path, Function.identity()));
  }

  /** Those that measurements told. */
  List<Parameter> told(List<Parameter> fitted) {
    return fitted.stream().filter(it -> it.spread() < TOLD).toList();
  }

  /** The same, none known worse than what the fit started from. */
  List<Parameter> noneWider(List<Parameter> fitted) {
    return fitted.stream()
        .map(it -> it.withSpread(Math.min(it.spread(), start.getOrDefault(it.path(), it).spread())))
        .toList();
  }
}
