package io.millrace.scenarios.check;

import io.millrace.scenarios.fit.FittedParameter;
import java.util.List;

/**
 * What a fit to measured runs is worth: predictions of runs that it saw beside predictions of
 * families that it did not.
 *
 * @param before predictions with what the fit started from, without ranges
 * @param inSample predictions with the parameters that all runs give
 * @param leftOut predictions of each family with the parameters that the other families' runs give
 * @param parameters what all runs give
 */
public record CrossValidation(
    CheckResult before,
    CheckResult inSample,
    CheckResult leftOut,
    List<FittedParameter> parameters) {

  /** Copies the list. */
  public CrossValidation {
    parameters = List.copyOf(parameters);
  }

  /** Those that some run tells about; the others stay where they were. */
  public List<FittedParameter> informed() {
    return parameters.stream().filter(FittedParameter::informed).toList();
  }
}
