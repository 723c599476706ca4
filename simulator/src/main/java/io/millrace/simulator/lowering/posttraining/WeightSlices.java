package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.ParallelStrategy;

/**
 * Which slice of a model's weights each device of a placement holds: the layers of its stage; of
 * their matrices the columns of its tensor rank; of their experts those of its expert rank, and of
 * these all columns where tensor-parallel ranks hold experts of their own.
 *
 * <p>Tensor ranks are neighbours, stages furthest apart (as Megatron-LM numbers ranks:
 * megatron/core/parallel_state.py). Norms and routers, which tensor ranks do not share out, count
 * as if they did: they are less than a thousandth of a model.
 */
final class WeightSlices {
  private final CallPlacement placement;
  private final int first;
  private final int stageSize;
  private final int tensor;
  private final int expert;
  private final boolean sliced;

  private WeightSlices(CallPlacement placement) {
    ParallelStrategy strategy = placement.strategy();
    this.placement = placement;
    this.first = placement.mesh().first();
    this.stageSize = placement.mesh().size() / strategy.pipeline();
    this.tensor = strategy.tensor();
    this.expert = strategy.expert();
    this.sliced = strategy.slicesExperts();
  }

  static WeightSlices of(CallPlacement placement) {
    return new WeightSlices(placement);
  }

  /** A kind of weights, by how ranks share it out. */
  enum Part {
    /** Everything but routed experts. */
    DENSE,
    /** Routed experts. */
    EXPERTS
  }

  int first() {
    return first;
  }

  int end() {
    return placement.mesh().end();
  }

  int devices() {
    return placement.mesh().size();
  }

  boolean contains(int device) {
    return placement.mesh().contains(device);
  }

  int stages() {
    return placement.strategy().pipeline();
  }

  int virtualStages() {
    return stages() > 1 ? placement.virtualStages() : 1;
  }

  int stage(int device) {
    return (device - first) / stageSize;
  }

  /** Slices into which a stage's weights of a kind are cut. */
  int cells(Part part) {
    return columns(part) * groups(part);
  }

  /** The slice that a device holds of its stage's weights, by number: ranks take turns. */
  int cell(Part part, int device) {
    return (device - first) % stageSize % cells(part);
  }

  /** Ways in which matrices are cut. */
  int columns(Part part) {
    return part == Part.DENSE || sliced ? tensor : 1;
  }

  /** Ways in which experts are spread. */
  int groups(Part part) {
    return part == Part.DENSE ? 1 : expert;
  }

  /** Which columns a slice has. */
  int column(Part part, int cell) {
    return cell % columns(part);
  }

  /** Which experts a slice has. */
  int group(Part part, int cell) {
    return cell / columns(part);
  }

  /** All devices of a stage. */
  Copies stageDevices(int stage) {
    int begin = first + stage * stageSize;
    return new Copies(begin, begin + stageSize, 1);
  }

  /** Devices that hold a slice of a stage. */
  Copies copies(Part part, int stage, int cell) {
    int begin = first + stage * stageSize;
    return new Copies(begin + cell, begin + stageSize, cells(part));
  }

  /** What two slices have in common of the weights of their stages, as a share of these. */
  static double common(Part part, WeightSlices one, int cell, WeightSlices other, int otherCell) {
    return overlap(
            one.column(part, cell),
            one.columns(part),
            other.column(part, otherCell),
            other.columns(part))
        * overlap(
            one.group(part, cell),
            one.groups(part),
            other.group(part, otherCell),
            other.groups(part));
  }

  /** What the part {@code one} of {@code ones} shares with the part {@code two} of {@code twos}. */
  static double overlap(int one, int ones, int two, int twos) {
    long common =
        Math.min((one + 1L) * twos, (two + 1L) * ones)
            - Math.max((long) one * twos, (long) two * ones);
    return common <= 0 ? 0 : (double) common / ((double) ones * twos);
  }
}
