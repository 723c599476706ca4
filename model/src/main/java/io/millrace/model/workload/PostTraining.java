package io.millrace.model.workload;

import io.millrace.model.dataflow.Dataflow;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.Sharding;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One iteration of post-training after another: responses to a batch of prompts, what models and
 * rules say about them, and updates.
 *
 * @param dataflow the calls of an iteration
 * @param framework the software that runs it
 * @param frameworkRelease the exact release, if known
 * @param promptTokens of a prompt on average
 * @param outputs tokens of the responses
 * @param maxSequence the most tokens of prompt and response together
 * @param rollouts responses of an iteration, over all devices
 * @param trainBatch responses of one update of the weights; an iteration has as many updates as
 *     rollouts hold such batches
 * @param group responses to each prompt, which are trained on together
 * @param asynchrony how far generation may run ahead
 * @param colocation whether generation and training have devices in common
 * @param precision number formats of training and inference
 * @param recompute what backward passes compute again
 * @param sharding what data-parallel ranks of the trainer share out
 * @param shardingGroup devices that share it out; absent: all of a data-parallel group
 * @param adapters the only weights that are trained; absent: all are
 */
public record PostTraining(
    Dataflow dataflow,
    String framework,
    Optional<String> frameworkRelease,
    int promptTokens,
    OutputLengths outputs,
    int maxSequence,
    int rollouts,
    int trainBatch,
    int group,
    Asynchrony asynchrony,
    Colocation colocation,
    TrainingPrecision precision,
    Recompute recompute,
    Sharding sharding,
    OptionalInt shardingGroup,
    Optional<Adapters> adapters)
    implements Workload {

  /** Checks the sizes. */
  public PostTraining {
    if (promptTokens < 1) {
      throw new IllegalArgumentException("promptTokens must be positive: " + promptTokens);
    }
    if (trainBatch < 1 || rollouts < 1 || rollouts % trainBatch != 0) {
      throw new IllegalArgumentException(
          "%d rollouts are no multiple of a training batch of %d".formatted(rollouts, trainBatch));
    }
    if (group < 1 || rollouts % group != 0) {
      throw new IllegalArgumentException(
          "%d rollouts are no multiple of %d to each prompt".formatted(rollouts, group));
    }
    if (shardingGroup.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "shardingGroup must be positive: " + shardingGroup.getAsInt());
    }
    if (outputs.longest() > maxSequence) {
      throw new IllegalArgumentException(
          "responses of up to %d tokens do not fit into %d"
              .formatted(outputs.longest(), maxSequence));
    }
  }

  /** Whether generation and training take turns on the same devices where a plan does not say. */
  public boolean colocated() {
    return colocation == Colocation.OPEN
        ? asynchrony.equals(Asynchrony.NONE)
        : colocation == Colocation.TOGETHER;
  }

  /** Tokens of prompt and response on average. */
  public double meanSequence() {
    return promptTokens + outputs.mean();
  }

  /** Updates of the weights in an iteration. */
  public int updates() {
    return rollouts / trainBatch;
  }

  /** The same run by other software. */
  public PostTraining withFramework(String id) {
    return with(id, asynchrony, recompute, sharding);
  }

  /** The same with generation ahead by another amount. */
  public PostTraining with(Asynchrony other) {
    return with(framework, other, recompute, sharding);
  }

  /** The same with other things shared out. */
  public PostTraining with(Sharding other) {
    return with(recompute, other);
  }

  /** The same with other things computed again. */
  public PostTraining with(Recompute other) {
    return with(other, sharding);
  }

  /** The same with other ways to save a trainer's memory. */
  public PostTraining with(Recompute again, Sharding shared) {
    return with(framework, asynchrony, again, shared);
  }

  private PostTraining with(String id, Asynchrony ahead, Recompute again, Sharding shared) {
    return new PostTraining(
        dataflow,
        id,
        frameworkRelease,
        promptTokens,
        outputs,
        maxSequence,
        rollouts,
        trainBatch,
        group,
        ahead,
        colocation,
        precision,
        again,
        shared,
        shardingGroup,
        adapters);
  }
}
