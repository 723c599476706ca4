package io.millrace.simulator.lowering.training;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.GroupPlacement;
import io.millrace.simulator.lowering.training.schedule.PipelineSchedules;
import io.millrace.simulator.lowering.training.schedule.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the layers of a plan are, and in what order its stages work. Of many stages few differ:
 * chunks that hold the same are one <em>shape</em>, stages whose chunks have the same shapes are
 * one <em>class</em>, and what costs anything is found once for each.
 *
 * <p>A chunk's place is {@code stage * chunks + chunk}; a stage's chunks are in the order of the
 * forward pass.
 */
public final class PlanLayout {
  /** No transfer, as where the next chunk is on the same stage. */
  static final int NONE = -1;

  private final ParallelStrategy strategy;
  private final Pipelining pipelining;
  private final int stages;
  private final int chunks;
  private final Placement placement;
  private final List<Shapes.Shape> shapes = new ArrayList<>();
  private final List<int[]> classes = new ArrayList<>();
  private final List<GroupPlacement> hops = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();

  /** The shape of each place. */
  final int[] shapeOf;

  /** The class of each stage. */
  final int[] classOf;

  /** Over which of the {@link #hops()} a place's forward passes hand on. */
  final int[] forwardHop;

  /** The same of its backward passes. */
  final int[] backwardHop;

  /** The hop of each stage that may meet its exchanges with replicas. */
  final int[] anyHop;

  private PlanLayout(TrainingContext context, Shapes known) {
    this.strategy = context.strategy();
    this.pipelining = context.plan().pipelining();
    Shapes.Shape[] virtual = known.of(context.plan());
    this.stages = strategy.pipeline();
    this.chunks = virtual.length / stages;
    this.shapeOf = new int[virtual.length];
    this.classOf = new int[stages];
    this.forwardHop = new int[virtual.length];
    this.backwardHop = new int[virtual.length];
    this.anyHop = new int[stages];
    this.placement = PipelineSchedules.of(context.plan()).placement();
    for (int stage = 0; stage < stages; stage++) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        int place = stage * chunks + chunk;
        int number = placement.virtualStage(stage, chunk, stages);
        shapeOf[place] = index(virtual[number]);
        forwardHop[place] = hop(context, stage, number + 1);
        backwardHop[place] = hop(context, stage, number - 1);
      }
      classOf[stage] = classOf(stage);
      int neighbour = stage == 0 ? 1 : stage - 1;
      anyHop[stage] = stages == 1 ? NONE : index(context.neighbours(stage, neighbour));
    }
  }

  /**
   * The layout of a plan.
   *
   * @param known of the model
   */
  static PlanLayout of(TrainingContext context, Shapes known) {
    return new PlanLayout(context, known);
  }

  private int hop(TrainingContext context, int stage, int target) {
    if (target < 0 || target >= shapeOf.length || placement.stage(target, stages) == stage) {
      return NONE;
    }
    return index(context.neighbours(stage, placement.stage(target, stages)));
  }

  private int classOf(int stage) {
    int[] own = Arrays.copyOfRange(shapeOf, stage * chunks, (stage + 1) * chunks);
    for (int i = 0; i < classes.size(); i++) {
      if (Arrays.equals(classes.get(i), own)) {
        return i;
      }
    }
    classes.add(own);
    return classes.size() - 1;
  }

  /** A shape's number in this layout. */
  private int index(Shapes.Shape shape) {
    for (int i = 0; i < shapes.size(); i++) {
      if (shapes.get(i).number() == shape.number()) {
        return i;
      }
    }
    shapes.add(shape);
    return shapes.size() - 1;
  }

  private int index(GroupPlacement pair) {
    int index = hops.indexOf(pair);
    if (index < 0) {
      hops.add(pair);
      return hops.size() - 1;
    }
    return index;
  }

  /** What a plan's stages send to each other, by hop; remembered by how much it is. */
  ExchangeFigures[] hops(TrainingContext context) {
    double bytes = context.boundaryBytes();
    for (Sent known : sent) {
      if (known.bytes == bytes) {
        return known.hops;
      }
    }
    int levels = context.cluster().levels().size();
    Collective collective = new Collective(Collective.Kind.POINT_TO_POINT, bytes);
    ExchangeFigures[] figures = new ExchangeFigures[hops.size()];
    for (int i = 0; i < figures.length; i++) {
      figures[i] = new ExchangeFigures(1, levels);
      figures[i].add(context.costs().cost(collective, hops.get(i)), 1);
    }
    sent.add(new Sent(bytes, figures));
    return figures;
  }

  private record Sent(double bytes, ExchangeFigures[] hops) {}

  /** The parallel degrees. */
  public ParallelStrategy strategy() {
    return strategy;
  }

  /** The pipeline. */
  public Pipelining pipelining() {
    return pipelining;
  }

  int stages() {
    return stages;
  }

  /** Whether all stages compute parts of the output layer. */
  boolean sharesVocabulary() {
    return pipelining.vocabulary().spread() && stages > 1;
  }

  /** Chunks of each stage. */
  int chunks() {
    return chunks;
  }

  /** The number of a stage's chunk along the forward pass. */
  int virtualStage(int stage, int chunk) {
    return placement.virtualStage(stage, chunk, stages);
  }

  /** The place of a chunk with a number along the forward pass. */
  int place(int virtualStage) {
    return placement.stage(virtualStage, stages) * chunks + virtualStage / stages;
  }

  /** Chunks that differ. */
  List<Shapes.Shape> shapes() {
    return shapes;
  }

  /** How many kinds of stages there are. */
  int classes() {
    return classes.size();
  }

  /** The shape of a chunk of a class of stages. */
  int shape(int stageClass, int chunk) {
    return classes.get(stageClass)[chunk];
  }

  /** Pairs of neighbouring stages that differ in how far apart they are. */
  List<GroupPlacement> hops() {
    return hops;
  }

  /** The first stage of a class. */
  int firstOf(int stageClass) {
    int stage = 0;
    while (classOf[stage] != stageClass) {
      stage++;
    }
    return stage;
  }

  /** The chunks of a class of stages. */
  List<Chunk> chunksOf(int stageClass) {
    List<Chunk> own = new ArrayList<>();
    for (int shape : classes.get(stageClass)) {
      own.add(shapes.get(shape).chunk());
    }
    return own;
  }
}
