package io.millrace.planner.launcher;

import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.planner.space.Choice;
import io.millrace.planner.space.Rule;
import java.util.Set;
import java.util.function.Predicate;

/** Rules that several launchers have, each with a name and a source of its own. */
final class CommonRules {
  private CommonRules() {}

  static Rule layers(String name, String reason, String source, Predicate<TrainingPlan> holds) {
    return Rule.of(Choice.LAYERS, name, reason, source, (_, plan) -> holds.test(plan));
  }

  static Rule replicas(String name, String reason, String source, Predicate<TrainingPlan> holds) {
    return Rule.of(Choice.REPLICAS, name, reason, source, (_, plan) -> holds.test(plan));
  }

  static Rule schedules(String name, String reason, String source, Set<ScheduleKind> known) {
    return Rule.of(
        Choice.PIPELINING,
        name,
        reason,
        source,
        (_, plan) -> plan.strategy().pipeline() == 1 || known.contains(plan.schedule()));
  }

  static Rule lastStage(String name, String source) {
    return Rule.of(
        Choice.PIPELINING,
        name,
        "the last stage computes the output layer, alone",
        source,
        (_, plan) -> plan.strategy().pipeline() == 1 || !plan.vocabulary().spread());
  }

  static Rule order(String name, String source) {
    return Rule.of(
        Choice.PIPELINING,
        name,
        "stages are furthest apart, and no option changes that",
        source,
        (_, plan) -> plan.pipelining().rankOrder() == RankOrder.DATA_BEFORE_PIPELINE);
  }
}
