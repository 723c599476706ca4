package io.millrace.model.plan;

import java.util.List;

/**
 * How the layers are spread over the stages of a pipeline, and in what order these work.
 *
 * @param schedule order of micro-batches in the pipeline
 * @param virtualStages chunks of layers per device of the pipeline; one without interleaving
 * @param vocabulary where the output layer is computed
 * @param stageLayers layers of each virtual stage in the order of the forward pass; empty: spread
 *     evenly
 * @param rankOrder which ranks lie next to each other
 */
public record Pipelining(
    ScheduleKind schedule,
    int virtualStages,
    VocabularyPlacement vocabulary,
    List<Integer> stageLayers,
    RankOrder rankOrder) {

  /** One chunk on each stage, one forward and one backward pass in turn. */
  public static final Pipelining PLAIN = of(ScheduleKind.ONE_FORWARD_ONE_BACKWARD, 1);

  /** Checks what can be checked without the number of stages. */
  public Pipelining {
    stageLayers = List.copyOf(stageLayers);
    if (virtualStages < 1) {
      throw new IllegalArgumentException("virtualStages must be positive: " + virtualStages);
    }
    if (stageLayers.stream().anyMatch(layers -> layers < 0)) {
      throw new IllegalArgumentException("stageLayers must not be negative: " + stageLayers);
    }
  }

  /** Layers spread evenly, the output layer on the last stage. */
  public static Pipelining of(ScheduleKind schedule, int virtualStages) {
    return new Pipelining(
        schedule,
        virtualStages,
        VocabularyPlacement.LAST_STAGE,
        List.of(),
        RankOrder.DATA_BEFORE_PIPELINE);
  }

  /** The same with other layers on its virtual stages. */
  public Pipelining withStageLayers(List<Integer> layers) {
    return new Pipelining(schedule, virtualStages, vocabulary, layers, rankOrder);
  }

  /** The same with the output layer elsewhere. */
  public Pipelining with(VocabularyPlacement other) {
    return new Pipelining(schedule, virtualStages, other, stageLayers, rankOrder);
  }

  /** The same with other neighbours. */
  public Pipelining with(RankOrder other) {
    return new Pipelining(schedule, virtualStages, vocabulary, stageLayers, other);
  }
}
