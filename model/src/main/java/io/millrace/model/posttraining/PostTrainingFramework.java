package io.millrace.model.posttraining;

import io.millrace.model.input.Assumption;
import io.millrace.model.quantity.Duration;
import java.util.Optional;

/**
 * Software that runs post-training: a trainer, a generation engine and what joins them.
 *
 * @param id the name in files, such as {@code nemo-rl}
 * @param trainer the software line that trains and infers
 * @param launch what the trainer's host needs to issue one kernel, where that is not as usual for
 *     the line
 * @param engine what generates
 * @param microBatching how batches are cut
 * @param transfer how updated weights get to the engine
 * @param reward what a rule takes to score one response, all of its workers together
 * @param call what each call takes beside its work: requests to workers, data that are gathered,
 *     sent and scattered, waiting for the slowest
 * @param update what each update of weights takes beside its work
 * @param padded what each exchange of a batch between controller and workers takes for one token of
 *     the batch with all its sequences padded to the longest
 * @param iteration what an iteration takes beside its calls
 * @param source where this comes from
 */
public record PostTrainingFramework(
    String id,
    String trainer,
    Optional<Duration> launch,
    GenerationEngine engine,
    MicroBatching microBatching,
    WeightTransfer transfer,
    Duration reward,
    Duration call,
    Duration update,
    Duration padded,
    Duration iteration,
    String source) {

  /** The engine's share of a device's memory, which decides how many requests it holds. */
  Assumption assumedMemory() {
    String shares =
        engine.sharedMemory() == engine.ownMemory()
            ? "%s of a device".formatted(engine.ownMemory())
            : "%s of a device beside a trainer, %s of a device of its own"
                .formatted(engine.sharedMemory(), engine.ownMemory());
    return new Assumption(
        "engine memory", shares, "for weights and cache, as %s has it".formatted(id));
  }

  /** Whether it generates with an engine of that name or mode. */
  public boolean generatesWith(String name) {
    return engine.id().equals(name) || engine.mode().key().equals(name);
  }
}
