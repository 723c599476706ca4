package io.millrace.model.layout;

import io.millrace.model.architecture.ForwardFlops;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.workload.Training;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How many layers each virtual stage holds.
 *
 * @param layers of each, in the order of the forward pass
 */
public record StageLayout(List<Integer> layers) {

  /** Copies the list. */
  public StageLayout {
    layers = List.copyOf(layers);
  }

  /**
   * The layout of a plan: what it lists, else what frameworks make of a model without a list.
   *
   * @param workload decides where its vocabulary's work makes the last stage's layers move
   */
  public static StageLayout of(ModelArchitecture model, Training workload, TrainingPlan plan) {
    int stages =
        plan.strategy().pipeline() > 1 ? plan.strategy().pipeline() * plan.virtualStages() : 1;
    return new StageLayout(Arrays.stream(counts(model, workload, plan, stages)).boxed().toList());
  }

  /** What frameworks make of a model that they are to cut into a number of virtual stages. */
  public static StageLayout of(ModelArchitecture model, int virtualStages) {
    return new StageLayout(Arrays.stream(unlisted(model, virtualStages)).boxed().toList());
  }

  /** Layers of the virtual stage that has most. */
  public int largest() {
    return Collections.max(layers);
  }

  private static int[] counts(
      ModelArchitecture model, Training workload, TrainingPlan plan, int stages) {
    if (!plan.stageLayers().isEmpty() && plan.stageLayers().size() == stages) {
      return plan.stageLayers().stream().mapToInt(Integer::intValue).toArray();
    }
    if (plan.vocabulary() == VocabularyPlacement.REDISTRIBUTED && stages > 1) {
      return redistributed(model, workload, stages);
    }
    return unlisted(model, stages);
  }

  private static int[] unlisted(ModelArchitecture model, int stages) {
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
   * Layers move from the last stage to the others (2411.05288, section 2): besides the output layer
   * it keeps as many as bring its floating-point work to the mean of all stages, which is what the
   * times of the paper's runs show; the rest are spread evenly over the other stages. An output
   * layer of {@code V} rows does the work of about {@code V / (12 hidden)} layers of a GPT; of a
   * layer with experts only those count that a token visits.
   */
  private static int[] redistributed(ModelArchitecture model, Training workload, int stages) {
    ForwardFlops flops = new ForwardFlops(model, workload.sequence());
    double[] upTo = new double[model.layerCount() + 1];
    for (int i = 0; i < model.layerCount(); i++) {
      upTo[i + 1] = upTo[i] + flops.of(model.layers().get(i));
    }
    double after = flops.output();
    if (model.multiTokenPrediction().isPresent()) {
      after +=
          model.multiTokenPredictionDepth()
              * (flops.output() + flops.of(model.multiTokenPrediction().get().layer()));
    }
    int layers = model.layerCount();
    double mean = (upTo[layers] + after) / stages;
    int rest = layers;
    while (rest > 0 && upTo[layers] - upTo[rest] + after < mean) {
      rest--;
    }
    int[] others = new EvenSplit(Arrays.copyOf(upTo, rest + 1), stages - 1).counts();
    int[] counts = Arrays.copyOf(others, stages);
    counts[stages - 1] = layers - rest;
    return counts;
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
