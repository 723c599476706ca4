package io.millrace.planner.posttraining.launcher;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.dataflow.ModelFunctionCall;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The part of a launcher that runs a call: launchers of today are configured by role. */
public enum Part {
  /** The engine that generates with the actor's weights. */
  ROLLOUT,
  /** The trainer of the actor, which also computes old log-probabilities. */
  ACTOR,
  /** The reference model. */
  REFERENCE,
  /** The critic: values and its training. */
  CRITIC,
  /** A model that scores responses. */
  REWARD;

  /** The part that runs a call; empty where launchers that are configured by role have none. */
  public static Optional<Part> of(ModelFunctionCall call) {
    boolean trains = call.kind() == CallKind.TRAINING;
    return call.role()
        .flatMap(
            role ->
                switch (role) {
                  case "actor" -> Optional.of(call.kind() == CallKind.GENERATION ? ROLLOUT : ACTOR);
                  case "reference" -> infers(call) ? Optional.of(REFERENCE) : Optional.empty();
                  case "critic" -> infers(call) || trains ? Optional.of(CRITIC) : Optional.empty();
                  case "reward" -> infers(call) ? Optional.of(REWARD) : Optional.empty();
                  default -> Optional.empty();
                });
  }

  private static boolean infers(ModelFunctionCall call) {
    return call.kind() == CallKind.INFERENCE;
  }

  /** The calls that it runs, in the order of the dataflow. */
  public List<ModelFunctionCall> calls(Dataflow dataflow) {
    return dataflow.placed().stream().filter(this::runs).toList();
  }

  /** Whether it runs a call. */
  public boolean runs(ModelFunctionCall call) {
    return of(call).filter(it -> it == this).isPresent();
  }

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
