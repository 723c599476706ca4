package io.millrace.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.launcher.LauncherRules;
import io.millrace.planner.space.Rule;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A search may choose for a launcher just those plans that can be exported to it. */
class LauncherRulesProperties {
  /** What may run: it is exported with a word of doubt in the README, but not searched for. */
  private static final Set<String> DOUBTFUL =
      Set.of("Megatron: sharding without pipeline", "Galvatron: degrees");

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

  @Property(tries = 1000)
  void whatTheFilesSayWholeIsAllowed(@ForAll("plans") TrainingPlan any, @ForAll Launcher launcher) {
    TrainingPlan plan = NormalPlan.of(RandomPlans.scenario(), any);
    LaunchFiles written =
        PlanExporter.of(launcher).export(LaunchJob.of(RandomPlans.scenario(), plan));
    Assume.that(written.gaps().stream().noneMatch(it -> it.path().startsWith("plan.")));

    assertThat(LauncherRules.of(launcher))
        .filteredOn(rule -> !rule.holds().test(RandomPlans.scenario(), plan))
        .extracting(Rule::name)
        .isSubsetOf(DOUBTFUL);
  }

  /** Few random plans are for any launcher: most are made of choices that one of them has. */
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
