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
    add(passes, PassKind.FORWARD, "forward", work.forward(), memory.forwardTakes(), 0);
    if (context.splitsBackward()) {
      List<Step> backward = work.backward();
      add(
          passes,
          PassKind.INPUT_GRADIENT,
          "input gradients",
          Deferred.inputGradients(backward),
          memory.backwardTakes(),
          memory.backwardReturns());
      add(
          passes,
          PassKind.WEIGHT_GRADIENT,
          "weight gradients",
          Deferred.weightGradients(backward),
          0,
          memory.weightReturns());
    } else {
      add(
          passes,
          PassKind.BACKWARD,
          "backward",
          work.backward(),
          memory.backwardTakes(),
          memory.backwardReturns());
    }
    if (chunk.vocabularyShare()) {
      VocabularyWork vocabulary = new VocabularyWork(context);
      long shared = Math.round(vocabulary.sharedKeptBytes());
      add(passes, PassKind.OUTPUT, "output layer", vocabulary.sharedForward(), shared, 0);
      add(
          passes,
          PassKind.OUTPUT_GRADIENT,
          "output layer gradient",
          vocabulary.sharedBackward(),
          0,
          shared);
      add(passes, PassKind.EMBEDDING, "embedding", vocabulary.sharedEmbedding(), 0, 0);
      add(
          passes,
          PassKind.EMBEDDING_GRADIENT,
          "embedding gradient",
          vocabulary.sharedEmbeddingGradient(),
          0,
          0);
    }
    return passes;
  }

  private void add(
      Map<PassKind, PassWork> passes,
      PassKind kind,
      String name,
      List<Step> steps,
      long takenBytes,
      long returnedBytes) {
    passes.put(kind, new PassWork(segments.run(name, steps), takenBytes, returnedBytes));
  }
}
