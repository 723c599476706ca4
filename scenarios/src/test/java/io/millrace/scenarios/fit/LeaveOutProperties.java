package io.millrace.scenarios.fit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** A fit without a family does not know what the family's runs measured. */
class LeaveOutProperties {

  @Property(tries = 30)
  void aFamilyThatIsLeftOutCannotChangeTheFit(
      @ForAll @IntRange(max = 2) int family,
      @ForAll @LongRange(min = 0, max = 1000) long seed,
      @ForAll @DoubleRange(min = -3, max = 3) double error) {
    SyntheticRuns runs = SyntheticRuns.of(30, new double[] {1, -1, 0.5}, seed);
    String name = "family-" + family;

    double[] before = runs.solved().without(name).positions();
    double[] after = runs.withError(name, error).solved().without(name).positions();

    assertThat(after).isEqualTo(before);
  }

  @Property(tries = 30)
  void leavingOutLeavesNoLessSpread(
      @ForAll @IntRange(max = 2) int family, @ForAll @LongRange(min = 0, max = 1000) long seed) {
    TrainingFit.Solved solved = SyntheticRuns.of(30, new double[2], seed).solved();

    Posterior all = solved.posterior();
    Posterior others = solved.without("family-" + family);

    for (int i = 0; i < 2; i++) {
      assertThat(others.parameters().get(i).left())
          .isGreaterThanOrEqualTo(all.parameters().get(i).left() - 1e-12);
    }
  }
}
