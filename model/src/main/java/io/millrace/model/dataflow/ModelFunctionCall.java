package io.millrace.model.dataflow;

import io.millrace.model.quantity.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One thing that an iteration of post-training asks of a model: to generate, to infer or to be
 * trained; or of a program beside the models.
 *
 * @param name unique in its dataflow, such as {@code actorGeneration}; plans place calls by it
 * @param kind what it does
 * @param role whose weights it uses, such as {@code actor}; calls of one role share one model.
 *     Absent where no model is involved
 * @param inputs what it reads of what other calls write, sorted
 * @param outputs what it writes, sorted
 * @param time what it takes where no device runs it
 */
public record ModelFunctionCall(
    String name,
    CallKind kind,
    Optional<String> role,
    List<String> inputs,
    List<String> outputs,
    Optional<Duration> time) {

  /** Checks that calls on devices have a model. */
  public ModelFunctionCall {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a call needs a name");
    }
    if (kind.runsOnDevices() != role.isPresent()) {
      throw new IllegalArgumentException(
          "%s is of kind %s, which %s a model"
              .formatted(name, kind.key(), kind.runsOnDevices() ? "needs" : "has not"));
    }
    if (kind.runsOnDevices() && time.isPresent()) {
      throw new IllegalArgumentException(name + " runs on devices: its time is predicted");
    }
    inputs = List.copyOf(new TreeSet<>(inputs));
    outputs = List.copyOf(new TreeSet<>(outputs));
  }

  /** A call of a model. */
  public static ModelFunctionCall of(
      String name, CallKind kind, String role, List<String> inputs, List<String> outputs) {
    return new ModelFunctionCall(name, kind, Optional.of(role), inputs, outputs, Optional.empty());
  }

  /** A program that scores responses in no time that matters. */
  public static ModelFunctionCall rule(String name, List<String> inputs, List<String> outputs) {
    return new ModelFunctionCall(
        name, CallKind.REWARD_RULE, Optional.empty(), inputs, outputs, Optional.empty());
  }

  /** Whether it uses the weights of a role. */
  public boolean isOf(String other) {
    return role.filter(other::equals).isPresent();
  }
}
