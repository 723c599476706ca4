package io.millrace.simulator.range;

import io.millrace.model.parameter.Parameter;
import java.util.List;

/** The time of an iteration as a function of the parameters that it depends on. */
public interface Response {

  /** The parameters, at the values of the prediction. */
  List<Parameter> parameters();

  /** Seconds of an iteration where some parameters have other values. */
  double seconds(List<Parameter> changed);

  /**
   * About the same where one parameter has another value not far away: its effect is right to first
   * order.
   */
  default double secondsNear(Parameter changed) {
    return seconds(List.of(changed));
  }

  /**
   * Standard deviation of the logarithm of the time that is left when every parameter is right:
   * what the model leaves out.
   */
  double structuralError();
}
