package io.millrace.planner.question;

import io.millrace.model.framework.FrameworkProfile.Defaults;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The plans of the same degrees that differ from one in a single choice, allowed or not. */
final class Neighbours {
  private final Scenario scenario;
  private final TrainingPlan plan;
  private final List<Neighbour> all = new ArrayList<>();

  private Neighbours(Scenario scenario, TrainingPlan plan) {
    this.scenario = scenario;
    this.plan = plan;
  }

  /** All of them, by choice. */
  static List<Neighbour> of(Scenario scenario, TrainingPlan plan) {
    Neighbours neighbours = new Neighbours(scenario, plan);
    neighbours.microBatches();
    neighbours.schedules();
    neighbours.recomputations();
    neighbours.layers();
    neighbours.shardings();
    neighbours.defaults();
    return List.copyOf(neighbours.all);
  }

  /** What keeps activations on the device and computes nothing again. */
  static TrainingPlan keepingAll(TrainingPlan plan) {
    return plan.with(plan.layers().with(Recompute.NONE, RecomputeSpan.EACH_LAYER).withoutOffload());
  }

  private void add(String choice, String change, TrainingPlan other) {
    if (!other.equals(plan)) {
      all.add(new Neighbour(choice, change, other));
    }
  }

  private void microBatches() {
    int own = plan.microBatch();
    int ofReplica = scenario.workload().globalBatch() / plan.strategy().data();
    smaller(ofReplica, own).ifPresent(this::microBatch);
    larger(ofReplica, own).ifPresent(this::microBatch);
  }

  private static Optional<Integer> smaller(int whole, int than) {
    for (int it = than - 1; it > 0; it--) {
      if (whole % it == 0) {
        return Optional.of(it);
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> larger(int whole, int than) {
    for (int it = than + 1; it <= whole; it++) {
      if (whole % it == 0) {
        return Optional.of(it);
      }
    }
    return Optional.empty();
  }

  private void microBatch(int other) {
    add(
        "micro-batch",
        "%d -> %d".formatted(plan.microBatch(), other),
        plan.with(with(plan.layers(), other)));
  }

  private static LayerStrategy with(LayerStrategy it, int microBatch) {
    return new LayerStrategy(
        microBatch,
        it.sequenceParallel(),
        it.asyncTensorParallel(),
        it.contextExchange(),
        it.recompute(),
        it.recomputeSpan(),
        it.activationOffload(),
        it.offloadLayers());
  }

  private void schedules() {
    if (plan.strategy().pipeline() == 1) {
      return;
    }
    for (ScheduleKind schedule : ScheduleKind.values()) {
      if (schedule == ScheduleKind.INTERLEAVED) {
        interleaved();
      } else if (schedule != plan.schedule()) {
        schedule(schedule, schedule.vShaped() ? 2 : 1);
      }
    }
    if (!plan.stageLayers().isEmpty()) {
      add("stages", "uneven -> even", plan.with(plan.pipelining().withStageLayers(List.of())));
    }
    if (plan.vocabulary() != VocabularyPlacement.LAST_STAGE) {
      add(
          "vocabulary",
          plan.vocabulary().key() + " -> " + VocabularyPlacement.LAST_STAGE.key(),
          plan.with(plan.pipelining().with(VocabularyPlacement.LAST_STAGE)));
    }
  }

  private void interleaved() {
    int chunks = plan.schedule() == ScheduleKind.INTERLEAVED ? plan.virtualStages() : 1;
    int perStage = scenario.model().layerCount() / plan.strategy().pipeline();
    smaller(perStage, chunks)
        .filter(it -> it > 1)
        .ifPresent(it -> schedule(ScheduleKind.INTERLEAVED, it));
    larger(perStage, chunks).ifPresent(it -> schedule(ScheduleKind.INTERLEAVED, it));
  }

  private void schedule(ScheduleKind schedule, int chunks) {
    Pipelining own = plan.pipelining();
    Pipelining other =
        new Pipelining(
            schedule,
            chunks,
            own.vocabulary(),
            chunks == own.virtualStages() ? own.stageLayers() : List.of(),
            own.rankOrder());
    add("schedule", name(own) + " -> " + name(other), plan.with(other));
  }

  private static String name(Pipelining it) {
    return it.schedule() == ScheduleKind.INTERLEAVED
        ? it.schedule().key() + " with " + it.virtualStages() + " chunks"
        : it.schedule().key();
  }

  private void recomputations() {
    LayerStrategy own = plan.layers();
    String from =
        own.recompute().key()
            + (own.recomputeSpan().equals(RecomputeSpan.EACH_LAYER) ? "" : " in part");
    for (Recompute other : Recompute.values()) {
      add(
          "recompute",
          from + " -> " + other.key(),
          plan.with(own.with(other, RecomputeSpan.EACH_LAYER)));
    }
    if (own.activationOffload()) {
      add("offload", "on -> off", plan.with(own.withoutOffload()));
    }
  }

  private void layers() {
    if (plan.strategy().tensor() == 1) {
      return;
    }
    LayerStrategy it = plan.layers();
    boolean sequence = it.sequenceParallel();
    boolean async = it.asyncTensorParallel();
    add("sequence parallel", switched(sequence), plan.with(sharing(!sequence, async && !sequence)));
    add("async tensor parallel", switched(async), plan.with(sharing(sequence, !async)));
  }

  private static String switched(boolean on) {
    return on ? "on -> off" : "off -> on";
  }

  private LayerStrategy sharing(boolean sequence, boolean async) {
    LayerStrategy it = plan.layers();
    return new LayerStrategy(
        it.microBatch(),
        sequence,
        async,
        it.contextExchange(),
        it.recompute(),
        it.recomputeSpan(),
        it.activationOffload(),
        it.offloadLayers());
  }

  private void shardings() {
    if (plan.gradientGroup() == 1) {
      return;
    }
    ReplicaStrategy own = plan.replicas();
    for (Sharding other : Sharding.values()) {
      if (other != own.sharding()) {
        add(
            "sharding",
            own.sharding().key() + " -> " + other.key(),
            plan.with(
                new ReplicaStrategy(
                    other, OptionalInt.empty(), own.gradientOverlap(), own.weightOverlap())));
      }
    }
    if (own.shardingGroup().isPresent()) {
      add(
          "sharding group",
          own.shardingGroup().getAsInt() + " -> all",
          plan.with(
              new ReplicaStrategy(
                  own.sharding(),
                  OptionalInt.empty(),
                  own.gradientOverlap(),
                  own.weightOverlap())));
    }
    add(
        "overlap",
        "as chosen -> off",
        plan.with(
            new ReplicaStrategy(own.sharding(), own.shardingGroup(), Overlap.OFF, Overlap.OFF)));
  }

  /** What runs with these degrees where nobody chooses. */
  private void defaults() {
    Defaults usual = scenario.framework().defaults();
    int stages = plan.strategy().pipeline();
    int perStage = scenario.model().layerCount() / stages;
    boolean chunks =
        usual.interleaves() && stages > 1 && scenario.model().layerCount() % stages == 0;
    Pipelining pipelining =
        chunks && perStage > 1
            ? Pipelining.of(ScheduleKind.INTERLEAVED, perStage)
            : Pipelining.PLAIN;
    add(
        "defaults",
        "what " + scenario.framework().id() + " does where nobody says",
        new TrainingPlan(
            plan.strategy(),
            pipelining,
            LayerStrategy.of(1, plan.strategy().tensor() > 1, usual.recompute()),
            ReplicaStrategy.COPIES));
  }
}
