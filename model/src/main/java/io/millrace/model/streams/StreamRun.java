package io.millrace.model.streams;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a simulation saw of a dataflow once it ran evenly.
 *
 * @param seconds that were watched, from the start of one step of training to that of a later one
 * @param trainingSteps that began in them
 * @param framesPerSecond steps of environments that the trainers learnt from
 * @param busy the part of the time in which workers did their work
 * @param blocked the part of the time in which an environment worker waited for room in a stream
 * @param requests observations that waited for a policy worker
 * @param samples that waited for the trainers
 * @param meanBatch requests of a batch
 * @param replySeconds from an observation's arrival in the stream to its action, on average
 * @param staleness versions of the weights between a sample's first action and its use
 */
public record StreamRun(
    double seconds,
    long trainingSteps,
    double framesPerSecond,
    Busy busy,
    double blocked,
    Level requests,
    Level samples,
    double meanBatch,
    double replySeconds,
    Level staleness) {

  /** The part of the time in which the workers of a stage did their work, if they have any. */
  public OptionalDouble busy(Stage stage) {
    return switch (stage) {
      case EnvironmentWorkers _ -> OptionalDouble.of(busy.environments());
      case PolicyWorkers _ -> OptionalDouble.of(busy.policies());
      case TrainerWorkers _ -> OptionalDouble.of(busy.trainers());
      case ParameterServer _ -> OptionalDouble.empty();
    };
  }

  /** What waited in streams of a kind, if anything waits there. */
  public Optional<Level> waiting(Stream.Kind kind) {
    return switch (kind) {
      case REQUESTS -> Optional.of(requests);
      case SAMPLES -> Optional.of(samples);
      case ACTIONS, VERSIONS -> Optional.empty();
    };
  }

  /** Shares of the time, between 0 and 1. */
  public record Busy(double environments, double policies, double trainers) {}

  /**
   * A number that changed.
   *
   * @param mean over time, or over samples
   * @param most of all
   */
  public record Level(double mean, long most) {}
}
