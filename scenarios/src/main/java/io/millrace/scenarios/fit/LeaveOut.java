package io.millrace.scenarios.fit;

import io.millrace.model.parameter.Parameter;
import java.util.List;

/** Parameters fitted without a family of runs. */
public final class LeaveOut {
  private final Linearization lines;

  /** Uses the linearization of a fit to all runs. */
  public LeaveOut(Linearization lines) {
    this.lines = lines;
  }

  /** The parameters that the other families' runs give. */
  public List<Parameter> without(String family) {
    double[] positions =
        new RobustSolver(lines, run -> !lines.runs().get(run).family().equals(family)).positions();
    return Linearization.moved(lines.priors(), positions);
  }
}
