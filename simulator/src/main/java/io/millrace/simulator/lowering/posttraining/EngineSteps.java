package io.millrace.simulator.lowering.posttraining;

/** What the steps of a generation engine take. */
interface EngineSteps {

  /**
   * Seconds of a step in which each of some requests gets a token.
   *
   * @param context tokens that each of them has on average
   */
  double decode(double requests, double context);

  /** Seconds to read the prompts of some requests. */
  double prefill(double requests, double length);
}
