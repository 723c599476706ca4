package io.millrace.planner.export.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/** The choices of one placement, one for each of its fields and degrees. */
public enum PlacementChoice {
  /** Which devices. */
  DEVICES("devices", it -> it.mesh().label()),
  /** Replicas that see different sequences. */
  DATA("data", it -> it.strategy().data()),
  /** Ranks that share each layer's matrices. */
  TENSOR("tensor", it -> it.strategy().tensor()),
  /** Stages of consecutive layers. */
  PIPELINE("pipeline", it -> it.strategy().pipeline()),
  /** Ranks that share each sequence. */
  CONTEXT("context", it -> it.strategy().context()),
  /** Ranks over which a layer's experts are spread. */
  EXPERT("expert", it -> it.strategy().expert()),
  /** Whether tensor-parallel ranks also share the sequence. */
  SEQUENCE_PARALLEL("sequenceParallel", CallPlacement::sequenceParallel),
  /** Chunks of layers on each device of a pipeline. */
  VIRTUAL_STAGES("virtualStages", CallPlacement::virtualStages),
  /** Parts of a rank's share of the batch. */
  MICRO_BATCHES("microBatches", it -> text(it.microBatches()));

  private final String key;
  private final Function<CallPlacement, Object> value;

  PlacementChoice(String key, Function<CallPlacement, Object> value) {
    this.key = key;
    this.value = value;
  }

  /** Where it stands in a scenario: {@code plan.calls.actorTraining.tensor}. */
  public String path(ModelFunctionCall call) {
    return "plan.calls." + call.name() + "." + key;
  }

  /** What a placement chose, as text. */
  public String of(CallPlacement placement) {
    return String.valueOf(value.apply(placement));
  }

  /** Whether the choice makes a difference, given the call and its other choices. */
  public boolean matters(ModelFunctionCall call, CallPlacement placement) {
    boolean engine = call.kind() == CallKind.GENERATION;
    return switch (this) {
      case DEVICES, DATA, TENSOR, PIPELINE, CONTEXT, EXPERT -> true;
      case SEQUENCE_PARALLEL -> !engine && placement.strategy().tensor() > 1;
      case VIRTUAL_STAGES -> !engine && placement.strategy().pipeline() > 1;
      case MICRO_BATCHES -> !engine && placement.microBatches().isPresent();
    };
  }

  /** The degrees, which every launcher has words for where its rules let them be above one. */
  static Stream<PlacementChoice> degrees() {
    return Stream.of(DATA, TENSOR, PIPELINE, CONTEXT, EXPERT);
  }

  private static String text(OptionalInt number) {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "the framework's";
  }
}
