package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.PassTimes;
import io.millrace.simulator.lowering.training.schedule.Placement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes the stages of a pipeline, each distinct chunk simulated once. */
final class StageDescriptions {
  private final TrainingContext context;
  private final SegmentSimulation segments;
  private final Map<Chunk, Map<PassKind, PassWork>> known = new LinkedHashMap<>();

  StageDescriptions(TrainingContext context) {
    this(context, new SegmentSimulation(context));
  }

  private StageDescriptions(TrainingContext context, SegmentSimulation segments) {
    this.context = context;
    this.segments = segments;
  }

  /** Descriptions that do not tell what ran when within a pass. */
  static StageDescriptions withoutSpans(TrainingContext context) {
    return new StageDescriptions(context, new SegmentSimulation(context, false));
  }

  /** All stages. */
  List<StageWork> stages(Placement placement) {
    List<Chunk> virtualStages = Chunk.all(context.model(), context.workload(), context.plan());
    int stages = context.strategy().pipeline();
    List<StageWork> work = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      List<Chunk> chunks = new ArrayList<>();
      List<Map<PassKind, PassWork>> passes = new ArrayList<>();
      List<ParameterShare> parameters = new ArrayList<>();
      for (int i = 0; i < virtualStages.size() / stages; i++) {
        Chunk chunk = virtualStages.get(placement.virtualStage(stage, i, stages));
        chunks.add(chunk);
        passes.add(known.computeIfAbsent(chunk, this::passes));
        parameters.add(new ChunkParameters(context, chunk).all());
      }
      work.add(new StageWork(chunks, passes, parameters));
    }
    return work;
  }

  /** What passes of the layers take on average. */
  static PassTimes means(List<StageWork> stages) {
    double forward = mean(stages, PassKind.FORWARD);
    double weights = mean(stages, PassKind.WEIGHT_GRADIENT);
    double inputs = mean(stages, PassKind.INPUT_GRADIENT);
    return new PassTimes(forward, inputs + mean(stages, PassKind.BACKWARD), weights);
  }

  private static double mean(List<StageWork> stages, PassKind kind) {
    return stages.stream()
        .flatMap(stage -> stage.passes().stream())
        .mapToDouble(chunk -> chunk.containsKey(kind) ? chunk.get(kind).segment().seconds() : 0)
        .average()
        .orElse(0);
  }

  private Map<PassKind, PassWork> passes(Chunk chunk) {
    return HostAhead.spare(context, alone(chunk));
  }

  /** The passes of a chunk, each with a host that starts with it. */
  Map<PassKind, PassWork> alone(Chunk chunk) {
    ChunkWork work = new ChunkWork(context, chunk);
    ChunkMemory memory = ChunkMemory.of(context, work);
    Map<PassKind, PassWork> passes = new EnumMap<>(PassKind.class);
    PassSteps.of(context, chunk, work)
        .forEach((kind, steps) -> passes.put(kind, pass(kind, steps, memory)));
    return passes;
  }

  private PassWork pass(PassKind kind, List<Step> steps, ChunkMemory memory) {
    return switch (kind) {
      case FORWARD -> pass("forward", steps, memory.forwardTakes(), 0);
      case INPUT_GRADIENT ->
          pass("input gradients", steps, memory.backwardTakes(), memory.backwardReturns());
      case WEIGHT_GRADIENT -> pass("weight gradients", steps, 0, memory.weightReturns());
      case BACKWARD -> pass("backward", steps, memory.backwardTakes(), memory.backwardReturns());
      case OUTPUT -> pass("output layer", steps, sharedBytes(), 0);
      case OUTPUT_GRADIENT -> pass("output layer gradient", steps, 0, sharedBytes());
      case EMBEDDING -> pass("embedding", steps, 0, 0);
      case EMBEDDING_GRADIENT -> pass("embedding gradient", steps, 0, 0);
    };
  }

  private long sharedBytes() {
    return Math.round(new VocabularyWork(context).sharedKeptBytes());
  }

  private PassWork pass(String name, List<Step> steps, long takenBytes, long returnedBytes) {
    return new PassWork(segments.run(name, steps), takenBytes, returnedBytes);
  }
}
