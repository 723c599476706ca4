package io.millrace.simulator.lowering.training.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Schedules made by repeating the pattern of one micro-batch at an even pace (Qi et al., Pipeline
 * Parallelism with Controllable Memory, arXiv 2405.15362). Two chunks on each stage in a V make six
 * passes of about equal length for each micro-batch, so one pattern starts every six units. How
 * many units lie between the passes of neighbouring stages decides how long activations are kept:
 * on every stage
 *
 * <pre>(forwardDown + forwardUp + backwardDown + backwardUp) (p - 1) + a few</pre>
 *
 * units for both chunks together, whatever its place, where 1F1B keeps {@code 12 p} on the first
 * one. Only the order of the pattern counts afterwards: passes run as soon as they can.
 *
 * @param forwardDown units from a stage's forward pass of the first chunk to the next stage's
 * @param forwardUp the same of the second chunk, on the way back
 * @param backwardDown units between backward passes of the second chunk
 * @param backwardUp units between backward passes of the first chunk
 * @param keptChunks chunks of activations that a stage may keep before it has to do weight
 *     gradients
 * @param eager whether a stage that would wait may start further micro-batches before their turn
 */
record BuildingBlock(
    int forwardDown,
    int forwardUp,
    int backwardDown,
    int backwardUp,
    KeptChunks keptChunks,
    boolean eager)
    implements PipelineSchedule {
  private static final int INTERVAL = 6;

  /** A limit that depends on the number of stages. */
  @FunctionalInterface
  interface KeptChunks {
    int of(int stages);
  }

  /** ZB-V (2401.10241, section 6): as much memory as 1F1B and no waiting but at both ends. */
  static BuildingBlock zeroBubble() {
    return new BuildingBlock(4, 2, 4, 2, stages -> 2 * stages, true);
  }

  /** V-Half (2405.15362): about half of 1F1B's activations. */
  static BuildingBlock half() {
    return new BuildingBlock(2, 1, 2, 1, stages -> stages + 2, false);
  }

  /** V-Min (2405.15362): about a third of 1F1B's activations. */
  static BuildingBlock least() {
    return new BuildingBlock(1, 1, 1, 1, stages -> (2 * stages + 2) / 3 + 3, false);
  }

  @Override
  public Placement placement() {
    return Placement.V_SHAPED;
  }

  @Override
  public List<List<Slot>> orders(PipelineShape shape, PassTimes times) {
    return filling(shape, times).fillInto(pattern(shape));
  }

  @Override
  public RepeatingOrders repeating(PipelineShape shape, PassTimes times) {
    return DeferredWeightGradients.repeating(shape, it -> filling(it, times), this::pattern);
  }

  private DeferredWeightGradients filling(PipelineShape shape, PassTimes times) {
    int kept = keptChunks.of(shape.stages());
    return new DeferredWeightGradients(shape, placement(), times, kept, eager);
  }

  /** The order of each stage before weight gradients are put into it. */
  List<List<Slot>> pattern(PipelineShape shape) {
    if (shape.chunks() != 2) {
      throw new IllegalArgumentException("a V has two chunks on each stage: " + shape.chunks());
    }
    List<List<Slot>> orders = new ArrayList<>();
    for (List<Start> pattern : pattern(shape.stages())) {
      orders.add(repeated(pattern, shape.microBatches()));
    }
    return orders;
  }

  /** When a pass of the first micro-batch starts. */
  private record Start(PassKind kind, int chunk, int unit) {}

  /** No two passes fall on the same unit ({@link #repeats}). */
  private static List<Slot> repeated(List<Start> pattern, int microBatches) {
    int last = pattern.stream().mapToInt(Start::unit).max().orElseThrow();
    Slot[] byUnit = new Slot[last + 1 + (microBatches - 1) * INTERVAL];
    for (Start start : pattern) {
      for (int i = 0; i < microBatches; i++) {
        byUnit[start.unit + i * INTERVAL] = new Slot(start.kind, start.chunk, i);
      }
    }
    return Arrays.stream(byUnit).filter(Objects::nonNull).toList();
  }

  /**
   * The pattern of each stage, with the shortest turns at the ends of the V that never ask a stage
   * for two passes at once.
   */
  private List<List<Start>> pattern(int stages) {
    List<List<Start>> best = List.of();
    int least = Integer.MAX_VALUE;
    for (int turns = 0; turns < INTERVAL * INTERVAL * INTERVAL; turns++) {
      int bottom = 1 + turns / (INTERVAL * INTERVAL);
      int top = 1 + turns / INTERVAL % INTERVAL;
      int secondBottom = 1 + turns % INTERVAL;
      int sum = bottom + top + secondBottom;
      if (sum < least) {
        List<List<Start>> pattern = pattern(stages, bottom, top, secondBottom);
        if (pattern.stream().allMatch(BuildingBlock::repeats)) {
          best = pattern;
          least = sum;
        }
      }
    }
    return best;
  }

  private List<List<Start>> pattern(int stages, int bottom, int top, int secondBottom) {
    int last = stages - 1;
    int forwardTurn = forwardDown * last + bottom;
    int backward = forwardTurn + forwardUp * last + top;
    int backwardTurn = backward + backwardDown * last + secondBottom;
    List<List<Start>> pattern = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      pattern.add(
          List.of(
              new Start(PassKind.FORWARD, 0, forwardDown * stage),
              new Start(PassKind.FORWARD, 1, forwardTurn + forwardUp * (last - stage)),
              new Start(PassKind.INPUT_GRADIENT, 1, backward + backwardDown * stage),
              new Start(PassKind.INPUT_GRADIENT, 0, backwardTurn + backwardUp * (last - stage))));
    }
    return pattern;
  }

  /** Whether no two passes fall on the same unit when the pattern repeats. */
  private static boolean repeats(List<Start> pattern) {
    return pattern.stream().mapToInt(it -> it.unit % INTERVAL).distinct().count() == pattern.size();
  }
}
