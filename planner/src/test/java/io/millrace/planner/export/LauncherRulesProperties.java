package io.millrace.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.plan.TrainingPlan;
import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.launcher.LauncherRules;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A plan that a search may choose for Megatron or DeepSpeed is one that can be exported to it. */
class LauncherRulesProperties {

  @Property(tries = 500)
  void whatTheSearchAllowsHasNoObstacles(@ForAll("plans") TrainingPlan plan) {
    for (Launcher launcher : new Launcher[] {Launcher.MEGATRON_LM, Launcher.DEEPSPEED}) {
      Assume.that(!plan.vocabulary().spread());
      if (LauncherRules.of(launcher).stream()
          .allMatch(rule -> rule.holds().test(RandomPlans.scenario(), plan))) {
        LaunchFiles written =
            PlanExporter.of(launcher).export(LaunchJob.of(RandomPlans.scenario(), plan));

        assertThat(written.obstacles()).as(launcher.title()).isEmpty();
      }
    }
  }

  @Provide
  Arbitrary<TrainingPlan> plans() {
    return RandomPlans.plans().map(NormalPlan::alternating).filter(RandomPlans::fits);
  }
}
