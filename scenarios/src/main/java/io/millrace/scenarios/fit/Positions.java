package io.millrace.scenarios.fit;

import io.millrace.model.parameter.Parameter;
import java.util.List;
import java.util.stream.IntStream;

/** Where parameters are, in spreads from their priors. */
final class Positions {
  /** Further than any measurement moves a parameter. */
  private static final double FAR = 20;

  private Positions() {}

  /** The parameters at positions. */
  static List<Parameter> moved(List<Parameter> priors, double[] positions) {
    return IntStream.range(0, priors.size())
        .mapToObj(i -> priors.get(i).moved(positions[i]))
        .toList();
  }

  /** Where a parameter is that was changed. */
  static double of(Parameter prior, Parameter changed) {
    return Math.log(changed.value() / prior.value()) / prior.spread();
  }

  /** Where a parameter stops: shares at one, others hardly anywhere. */
  static double highest(Parameter prior) {
    return of(prior, prior.moved(FAR));
  }
}
