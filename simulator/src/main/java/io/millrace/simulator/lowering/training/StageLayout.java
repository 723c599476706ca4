package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which layers each virtual stage holds. */
final class StageLayout {

  private StageLayout() {}

  /** The chunks of all virtual stages in the order of the forward pass. */
  static List<Chunk> of(ModelArchitecture model, TrainingPlan plan) {
    int stages =
        plan.strategy().pipeline() > 1 ? plan.strategy().pipeline() * plan.virtualStages() : 1;
    int[] counts = counts(model, plan, stages);
    boolean shared = plan.vocabulary().spread() && plan.strategy().pipeline() > 1;
    List<Chunk> chunks = new ArrayList<>();
    int next = 0;
    for (int stage = 0; stage < stages; stage++) {
      List<Layer> layers = model.layers().subList(next, next + counts[stage]);
      next += counts[stage];
      boolean first = stage == 0;
      boolean last = stage == stages - 1;
      boolean share = shared && stage < plan.strategy().pipeline();
      int furtherTokens = last ? model.multiTokenPredictionDepth() : 0;
      chunks.add(new Chunk(layers, first, last, share, furtherTokens));
    }
    return List.copyOf(chunks);
  }

  private static int[] counts(ModelArchitecture model, TrainingPlan plan, int stages) {
    if (!plan.stageLayers().isEmpty() && plan.stageLayers().size() == stages) {
      return plan.stageLayers().stream().mapToInt(Integer::intValue).toArray();
    }
    if (plan.vocabulary() == VocabularyPlacement.REDISTRIBUTED && stages > 1) {
      return redistributed(model, stages);
    }
    int layers = model.layerCount();
    if (layers % stages == 0) {
      int[] even = new int[stages];
      Arrays.fill(even, layers / stages);
      return even;
    }
    return filled(layers, stages, model.multiTokenPredictionDepth());
  }

  /**
   * Layers that do not divide: embedding and loss (and each module for a further token) count as a
   * layer, and what is left over after an even split goes to the middle stages, as Megatron-LM's
   * {@code account-for-embedding-in-pipeline-split} and layouts written by hand do.
   */
  private static int[] filled(int layers, int stages, int furtherTokens) {
    int[] counts = new int[stages];
    int slots = layers + 2 + furtherTokens;
    int each = slots / stages;
    int left = slots % stages;
    int firstLarger = (stages - left) / 2;
    for (int stage = 0; stage < stages; stage++) {
      counts[stage] = each + (stage >= firstLarger && stage < firstLarger + left ? 1 : 0);
    }
    counts[0] -= 1;
    counts[stages - 1] -= 1 + furtherTokens;
    for (int stage = 0; stage < stages; stage++) {
      while (counts[stage] < 0) {
        counts[stage]++;
        counts[largest(counts)]--;
      }
    }
    return counts;
  }

  /**
   * Layers move from the last stage to the others until the estimated floating-point work of the
   * slowest stage is least (2411.05288, section 2): an output layer of {@code V} rows does the work
   * of {@code V / (12 hidden)} layers.
   */
  private static int[] redistributed(ModelArchitecture model, int stages) {
    int layers = model.layerCount();
    double layerWork = (double) (model.parameters() - vocabularyParameters(model)) / layers;
    double output = (double) model.vocabulary() * model.hidden() / layerWork;
    int best = layers / stages;
    double least = Double.POSITIVE_INFINITY;
    for (int last = layers / stages; last >= 0; last--) {
      double slowest = Math.max(last + output, Math.ceil((layers - last) / (double) (stages - 1)));
      if (slowest < least - 1e-9) {
        least = slowest;
        best = last;
      }
    }
    int[] counts = new int[stages];
    counts[stages - 1] = best;
    for (int stage = 0; stage < stages - 1; stage++) {
      int left = layers - best;
      counts[stage] = left / (stages - 1) + (stage >= stages - 1 - left % (stages - 1) ? 1 : 0);
    }
    return counts;
  }

  private static long vocabularyParameters(ModelArchitecture model) {
    long rows = (long) model.vocabulary() * model.hidden();
    return model.tiedEmbeddings() ? rows : 2 * rows;
  }

  private static int largest(int[] counts) {
    int at = 0;
    for (int i = 1; i < counts.length; i++) {
      if (counts[i] > counts[at]) {
        at = i;
      }
    }
    return at;
  }
}
