package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.layout.StageLayout;
import io.millrace.simulator.lowering.posttraining.WeightSlices.Part;
import java.util.List;

/** Bytes of a model that a stage of one placement and a stage of another both hold. */
final class StageOverlap {
  private final int stages;
  private final double[] dense;
  private final double[] experts;

  private StageOverlap(int fromStages, int toStages) {
    this.stages = toStages;
    this.dense = new double[fromStages * toStages];
    this.experts = new double[fromStages * toStages];
  }

  /**
   * Layer by layer, as frameworks lay stages out: the embedding with the first layer, the head with
   * the last.
   *
   * @param element bytes of a weight
   */
  static StageOverlap exact(
      ModelArchitecture model, double element, WeightSlices from, WeightSlices to) {
    StageOverlap overlap = new StageOverlap(from.stages(), to.stages());
    int[] fromStage = stages(model, from);
    int[] toStage = stages(model, to);
    int last = model.layerCount() - 1;
    for (int i = 0; i <= last; i++) {
      Layer layer = model.layers().get(i);
      long routed = layer.parameters(model.hidden()).routedExperts();
      double shared = layer.parameters(model.hidden()).total() - routed;
      overlap.add(fromStage[i], toStage[i], element * shared, element * routed);
    }
    double embedding = model.parameterCount().embedding() + model.parameterCount().positions();
    double head =
        model.parameterCount().outputHead() + model.finalNorm().parameters(model.hidden());
    overlap.add(fromStage[0], toStage[0], element * embedding, 0);
    overlap.add(fromStage[last], toStage[last], element * head, 0);
    return overlap;
  }

  private static int[] stages(ModelArchitecture model, WeightSlices slices) {
    List<Integer> counts = StageLayout.of(model, slices.stages() * slices.virtualStages()).layers();
    int[] stages = new int[model.layerCount()];
    int layer = 0;
    for (int virtual = 0; virtual < counts.size(); virtual++) {
      for (int i = 0; i < counts.get(virtual); i++) {
        stages[layer++] = virtual % slices.stages();
      }
    }
    return stages;
  }

  /**
   * With stages of equal shares, which is close and has a symmetry that frameworks' layouts lack:
   * placements seen in a mirror have the same overlaps.
   */
  static StageOverlap even(
      double denseBytes, double expertBytes, WeightSlices from, WeightSlices to) {
    StageOverlap overlap = new StageOverlap(from.stages(), to.stages());
    int ones = from.stages() * from.virtualStages();
    int twos = to.stages() * to.virtualStages();
    int two = 0;
    for (int one = 0; one < ones; one++) {
      while ((long) two * ones < (one + 1L) * twos) {
        double share = WeightSlices.overlap(one, ones, two, twos);
        overlap.add(
            one % from.stages(), two % to.stages(), denseBytes * share, expertBytes * share);
        two++;
      }
      two--;
    }
    return overlap;
  }

  private void add(int from, int to, double denseBytes, double expertBytes) {
    dense[from * stages + to] += denseBytes;
    experts[from * stages + to] += expertBytes;
  }

  /** Bytes of a kind that both stages hold. */
  double bytes(Part part, int from, int to) {
    return (part == Part.DENSE ? dense : experts)[from * stages + to];
  }
}
