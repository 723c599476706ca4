package io.millrace.model.scenario;

import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the {@code plan} of a training scenario and fills its gaps by the framework's defaults. */
final class TrainingPlanReader {

  private TrainingPlanReader() {}

  static Optional<TrainingPlan> read(
      Fields fields, FrameworkProfile framework, List<Assumption> assumptions) {
    Optional<ParallelStrategy> strategy = strategy(fields);
    int virtualStages = fields.integer("virtualStages", 1, 1);
    int microBatch = microBatch(fields, assumptions);
    int tensor = strategy.map(ParallelStrategy::tensor).orElse(1);
    boolean sequenceParallel = fields.flag("sequenceParallel", false);
    if (sequenceParallel && strategy.isPresent() && tensor == 1 && !fields.has("tensor")) {
      fields.issue("sequenceParallel", "needs tensor parallelism", "give tensor > 1");
    }
    ScheduleKind schedule = schedule(fields, virtualStages, strategy, assumptions);
    VocabularyPlacement vocabulary =
        fields
            .optionalChoice(
                "vocabulary", List.of(VocabularyPlacement.values()), VocabularyPlacement::key)
            .orElse(VocabularyPlacement.LAST_STAGE);
    List<Integer> stageLayers = fields.integers("stageLayers");
    Sharding sharding =
        fields
            .optionalChoice("sharding", List.of(Sharding.values()), Sharding::key)
            .orElse(Sharding.NONE);
    OptionalInt shardingGroup = fields.optionalInteger("shardingGroup", 1);
    boolean asyncTensorParallel = fields.flag("asyncTensorParallel", false);
    boolean recomputeGiven = fields.has("recompute");
    Recompute recompute =
        fields
            .optionalChoice("recompute", List.of(Recompute.values()), Recompute::key)
            .orElse(framework.defaultRecompute());
    if (!recomputeGiven) {
      assumptions.add(
          new Assumption(
              fields.path("recompute"), recompute.key(), "the default of " + framework.id()));
    }
    boolean activationOffload = fields.flag("activationOffload", false);
    return fields.build(
        () ->
            new TrainingPlan(
                strategy.orElseThrow(),
                virtualStages,
                microBatch,
                sequenceParallel,
                schedule,
                vocabulary,
                stageLayers,
                sharding,
                shardingGroup,
                asyncTensorParallel,
                recompute,
                activationOffload));
  }

  private static Optional<ParallelStrategy> strategy(Fields fields) {
    Optional<String> label = fields.optionalText("label");
    Optional<ParallelStrategy> labelled = Optional.empty();
    if (label.isPresent()) {
      try {
        labelled = Optional.of(ParallelStrategy.parse(label.get()));
      } catch (IllegalArgumentException e) {
        fields.issue("label", String.valueOf(e.getMessage()), "write it like 'd8t4p2'");
        return Optional.empty();
      }
    }
    int data = degree(fields, "data", labelled.map(ParallelStrategy::data));
    int tensor = degree(fields, "tensor", labelled.map(ParallelStrategy::tensor));
    int pipeline = degree(fields, "pipeline", labelled.map(ParallelStrategy::pipeline));
    int context = degree(fields, "context", labelled.map(ParallelStrategy::context));
    int expert = degree(fields, "expert", labelled.map(ParallelStrategy::expert));
    return Optional.of(new ParallelStrategy(data, tensor, pipeline, context, expert));
  }

  private static int degree(Fields fields, String key, Optional<Integer> labelled) {
    OptionalInt given = fields.optionalInteger(key, 1);
    if (given.isPresent() && labelled.isPresent() && given.getAsInt() != labelled.get()) {
      fields.issue(key, "is " + given.getAsInt() + ", the label says " + labelled.get(), "");
    }
    return given.orElse(labelled.orElse(1));
  }

  private static int microBatch(Fields fields, List<Assumption> assumptions) {
    if (!fields.has("microBatch")) {
      assumptions.add(
          new Assumption(fields.path("microBatch"), "1", "the smallest, as large models use it"));
    }
    return fields.integer("microBatch", 1, 1);
  }

  private static ScheduleKind schedule(
      Fields fields,
      int virtualStages,
      Optional<ParallelStrategy> strategy,
      List<Assumption> assumptions) {
    Optional<ScheduleKind> given =
        fields.optionalChoice("schedule", List.of(ScheduleKind.values()), ScheduleKind::key);
    int pipeline = strategy.map(ParallelStrategy::pipeline).orElse(1);
    ScheduleKind usual =
        virtualStages > 1 && pipeline > 1
            ? ScheduleKind.INTERLEAVED
            : ScheduleKind.ONE_FORWARD_ONE_BACKWARD;
    if (given.isEmpty() && pipeline > 1 && !fields.has("schedule")) {
      assumptions.add(
          new Assumption(
              fields.path("schedule"), usual.key(), "the usual one for that many virtual stages"));
    }
    if (given.isPresent() && given.get() != ScheduleKind.INTERLEAVED && virtualStages > 1
        && pipeline > 1) {
      fields.issue(
          "virtualStages",
          "is " + virtualStages + ", but schedule " + given.get().key() + " has one chunk a device",
          "Maybe schedule: interleaved?");
    }
    return given.orElse(usual);
  }
}
