package io.millrace.scenarios.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.model.parameter.Parameter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RobustSolverTest {
  /** The scale of log errors and the degrees of freedom that the solver documents. */
  private static final double SCALE = 0.05;

  private static final double WEIGHT_OF_NO_ERROR = 3.0 / 2 / (SCALE * SCALE);

  @Test
  void recoversKnownParametersFromManyRuns() {
    double[] truth = {1.5, -2, 0.5, 0};

    double[] found = SyntheticRuns.of(600, truth, 1).solved().posterior().positions();

    assertThat(found).containsExactly(truth, within(0.05));
  }

  @Test
  void keepsAtItsPriorWhatNoRunInforms() {
    double[][] derivatives = new double[50][];
    Arrays.setAll(derivatives, run -> new double[] {0.1, 0});
    double[] errors = new double[50];
    Arrays.fill(errors, 0.2);

    Posterior posterior = SyntheticRuns.of(derivatives, errors).solved().posterior();

    FittedParameter untold = posterior.parameters().get(1);
    assertThat(untold.fitted().value()).isEqualTo(untold.prior().value());
    assertThat(untold.left()).isEqualTo(1);
    assertThat(untold.informed()).isFalse();
    assertThat(untold.runs()).isZero();
    assertThat(posterior.parameters().get(0).runs()).isEqualTo(50);
    assertThat(posterior.informed())
        .extracting(Parameter::path)
        .containsExactly("kernels.some.number0");
  }

  /**
   * Weighted least squares of one unknown: x = -n w d e / (1 + n w d^2), small errors all alike.
   */
  @Test
  void weighsRunsAgainstThePriorAsTheClosedFormDoes() {
    double slope = 0.02;
    double error = 1e-4;
    double[][] derivatives = {{slope}, {slope}, {slope}};
    double[] errors = {error, error, error};

    double found = SyntheticRuns.of(derivatives, errors).solved().posterior().positions()[0];

    double information = 3 * WEIGHT_OF_NO_ERROR * slope * slope;
    assertThat(found).isCloseTo(-information * error / slope / (1 + information), within(1e-6));
  }

  @Test
  void letsOneContradictingRunCountLittle() {
    double[] truth = {1, -1};
    SyntheticRuns runs = SyntheticRuns.of(60, truth, 2);

    double[] without = runs.solved().posterior().positions();
    double[] with = runs.withError(7, 3).solved().posterior().positions();

    assertThat(with).containsExactly(without, within(0.05));
  }

  /** The spread that is left is 1 / sqrt(1 + n w d^2). */
  @Test
  void leavesLessSpreadTheMoreRunsThereAre() {
    double slope = 0.03;
    for (int count : new int[] {1, 4, 16, 64}) {
      double[][] derivatives = new double[count][];
      Arrays.setAll(derivatives, run -> new double[] {slope});

      Posterior posterior = SyntheticRuns.of(derivatives, new double[count]).solved().posterior();

      assertThat(posterior.parameters().getFirst().left())
          .isCloseTo(1 / Math.sqrt(1 + count * WEIGHT_OF_NO_ERROR * slope * slope), within(1e-9));
    }
  }

  @Test
  void holdsSharesAtOneAndLetsOthersExplainTheRest() {
    double[] truth = {3, 0};
    Parameter share = new Parameter("kernels.some.share", 0.9, 0.1, "");
    Parameter other = new Parameter("kernels.some.latency", 4, 0.1, "us");
    SyntheticRuns runs = SyntheticRuns.of(300, truth, 3).withPriors(List.of(share, other));

    List<FittedParameter> fitted = runs.solved().posterior().parameters();

    assertThat(fitted.get(0).fitted().value()).isEqualTo(1);
    assertThat(fitted.get(1).moved()).isGreaterThan(0.5);
  }

  @Test
  void saysWhatARangeIsLeftOfCorrelatedParametersTogether() {
    double[][] derivatives = new double[100][];
    Arrays.setAll(derivatives, run -> new double[] {0.1, 0.1});
    SyntheticRuns runs = SyntheticRuns.of(derivatives, new double[100]);

    Posterior posterior = runs.solved().posterior();

    double each = posterior.parameters().getFirst().left();
    double factor = posterior.range(runs.linearization().runs().getFirst().source(), 0).high();
    assertThat(each).as("only the sum is told").isCloseTo(Math.sqrt(0.5), within(0.01));
    assertThat(Math.log(factor)).as("and the sum is known").isLessThan(0.01);
  }
}
