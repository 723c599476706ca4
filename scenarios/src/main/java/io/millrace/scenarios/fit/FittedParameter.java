package io.millrace.scenarios.fit;

import io.millrace.model.parameter.Parameter;

/**
 * A parameter before and after a fit.
 *
 * @param prior what was known without the runs
 * @param fitted its value and the spread that is left
 * @param runs how many runs tell about it
 */
public record FittedParameter(Parameter prior, Parameter fitted, int runs) {
  /** Part of the spread that is left where the runs tell next to nothing. */
  private static final double NOTHING_TOLD = 0.97;

  /** Its path, which both share. */
  public String path() {
    return prior.path();
  }

  /**
   * What it belongs to: the first two parts of its path, such as {@code kernels.hopper}, {@code
   * collectives.network} or {@code frameworks.torchtitan}.
   */
  public String owner() {
    int kind = path().indexOf('.');
    int name = path().indexOf('.', kind + 1);
    return name < 0 ? path() : path().substring(0, name);
  }

  /** How many of its prior's spreads it moved. */
  public double moved() {
    return Positions.of(prior, fitted);
  }

  /** Part of its prior's spread that is left. */
  public double left() {
    return fitted.spread() / prior.spread();
  }

  /** Whether the runs tell anything about it. */
  public boolean informed() {
    return left() < NOTHING_TOLD;
  }
}
