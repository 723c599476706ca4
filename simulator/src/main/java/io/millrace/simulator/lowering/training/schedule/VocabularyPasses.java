package io.millrace.simulator.lowering.training.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * One-forward-one-backward with an output layer and an embedding that all stages share (Yeung et
 * al., arXiv 2411.05288, sections 4 and 5). A cycle of each stage has one pass of each kind; which
 * micro-batches they belong to differs from stage to stage by how far it is from the last one.
 */
final class VocabularyPasses {

  private VocabularyPasses() {}

  /**
   * The paper's building block of 1F1B: between the last forward pass of a micro-batch and its
   * first backward pass lie as many cycles as there are barriers, so that exchanges run beside
   * other passes. Each costs the activations of one more micro-batch on every stage: {@code p + 1}
   * with one barrier, {@code p + 2} with two.
   */
  static PipelineSchedule beside(int barriers) {
    return Classic.each((stage, shape) -> beside(barriers, stage, shape));
  }

  /**
   * nnScaler's interlaced pipeline as 2411.05288, section 6 describes it: between two cycles all
   * stages compute the output layer of one micro-batch together. As a backward pass takes about two
   * forward ones, two stages can follow each other forward in one cycle, every second one doing its
   * forward pass last, but only one backward: a micro-batch is under way for {@code 1.5 p} cycles.
   */
  static PipelineSchedule interlaced() {
    return Classic.each(VocabularyPasses::interlaced);
  }

  private static List<Slot> beside(int barriers, int stage, PipelineShape shape) {
    int ahead = shape.stages() - 1 - stage;
    int kept = ahead + barriers;
    int shift = shift(ahead);
    int first = shape.stages() - 1;
    int embedded = shift(first) + 2;
    int returned = shift(first) - first - barriers - 1;
    Cycles order = new Cycles(shape.microBatches());
    int last = shape.microBatches() + 2 * shape.stages() + barriers + 2;
    for (int cycle = -embedded; cycle < last; cycle++) {
      order.add(PassKind.EMBEDDING, cycle + embedded);
      order.add(PassKind.FORWARD, cycle + shift);
      order.add(PassKind.OUTPUT, cycle);
      order.add(PassKind.OUTPUT_GRADIENT, cycle - 1);
      order.add(PassKind.BACKWARD, cycle + shift - kept);
      order.add(PassKind.EMBEDDING_GRADIENT, cycle + returned);
    }
    return order.slots;
  }

  /**
   * How many cycles a stage is ahead of the last one: it is a forward pass early for each stage
   * between them, a third of a cycle where backward passes take two forward ones, rounded up.
   */
  private static int shift(int ahead) {
    return (ahead + 2) / 3;
  }

  private static List<Slot> interlaced(int stage, PipelineShape shape) {
    int ahead = shape.stages() - 1 - stage;
    int first = shape.stages() - 1;
    Cycles order = new Cycles(shape.microBatches());
    int last = shape.microBatches() + shape.stages() + 2;
    for (int cycle = -2 - first / 2; cycle < last; cycle++) {
      order.add(PassKind.EMBEDDING, cycle + 1 + first / 2);
      order.add(PassKind.OUTPUT, cycle);
      order.add(PassKind.OUTPUT_GRADIENT, cycle);
      order.add(PassKind.EMBEDDING_GRADIENT, cycle - 1 - first);
      boolean forwardLast = ahead % 2 == 0;
      if (forwardLast) {
        order.add(PassKind.BACKWARD, cycle - ahead);
      }
      order.add(PassKind.FORWARD, cycle + 1 + ahead / 2);
      if (!forwardLast) {
        order.add(PassKind.BACKWARD, cycle - ahead);
      }
    }
    return order.slots;
  }

  /** Slots of the micro-batches that there are. */
  private static final class Cycles {
    private final int microBatches;
    private final List<Slot> slots = new ArrayList<>();

    private Cycles(int microBatches) {
      this.microBatches = microBatches;
    }

    private void add(PassKind kind, int microBatch) {
      if (microBatch >= 0 && microBatch < microBatches) {
        slots.add(new Slot(kind, 0, microBatch));
      }
    }
  }
}
