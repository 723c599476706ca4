package io.millrace.simulator.lowering.training;

import io.millrace.simulator.lowering.training.schedule.PassKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The steps of each pass that a micro-batch takes in a chunk. */
final class PassSteps {

  private PassSteps() {}

  /** By kind of pass; those of a shared vocabulary are with the first chunk of a stage. */
  static Map<PassKind, List<Step>> of(TrainingContext context, Chunk chunk, ChunkWork work) {
    Map<PassKind, List<Step>> steps = new EnumMap<>(PassKind.class);
    steps.put(PassKind.FORWARD, work.forward());
    List<Step> backward = work.backward();
    if (context.splitsBackward()) {
      steps.put(PassKind.INPUT_GRADIENT, Deferred.inputGradients(backward));
      steps.put(PassKind.WEIGHT_GRADIENT, Deferred.weightGradients(backward));
    } else {
      steps.put(PassKind.BACKWARD, backward);
    }
    if (chunk.vocabularyShare()) {
      VocabularyWork vocabulary = new VocabularyWork(context);
      steps.put(PassKind.OUTPUT, vocabulary.sharedForward());
      steps.put(PassKind.OUTPUT_GRADIENT, vocabulary.sharedBackward());
      steps.put(PassKind.EMBEDDING, vocabulary.sharedEmbedding());
      steps.put(PassKind.EMBEDDING_GRADIENT, vocabulary.sharedEmbeddingGradient());
    }
    return steps;
  }
}
