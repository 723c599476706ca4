package io.millrace.model.parameter;

import io.millrace.model.input.Document;

/**
 * The parameters that were fitted to measured runs, starting from the ones that data sheets, papers
 * and single kernels give.
 */
public final class FittedParameters {
  private static final ParameterSet BUNDLED =
      ParameterSet.read(Document.bundled(FittedParameters.class, "fitted.yaml")).orThrow();

  private FittedParameters() {}

  /** Those that come with the tool. */
  public static ParameterSet bundled() {
    return BUNDLED;
  }
}
