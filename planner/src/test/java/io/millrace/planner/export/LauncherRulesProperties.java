package io.millrace.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.launcher.LauncherRules;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A plan that a search may choose for a launcher is one that can be exported to it. */
class LauncherRulesProperties {

  @Property(tries = 1000)
  void whatTheSearchAllowsHasNoObstacles(
      @ForAll("plans") TrainingPlan plan, @ForAll Launcher launcher) {
    Assume.that(
        LauncherRules.of(launcher).stream()
            .allMatch(rule -> rule.holds().test(RandomPlans.scenario(), plan)));

    LaunchFiles written =
        PlanExporter.of(launcher).export(LaunchJob.of(RandomPlans.scenario(), plan));

    assertThat(written.obstacles()).as(launcher.title()).isEmpty();
  }

  /**
   * Few of the random plans are for anybody: half of them are made so that most launchers know
   * them.
   */
  @Provide
  Arbitrary<TrainingPlan> plans() {
    return Arbitraries.oneOf(
            RandomPlans.plans().map(NormalPlan::alternating),
            RandomPlans.plans().map(NormalPlan::layerwise),
            RandomPlans.plans().map(NormalPlan::replicated),
            RandomPlans.plans())
        .filter(RandomPlans::fits);
  }
}
