package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.layout.StageLayout;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.workload.Training;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers for the chunks of a model that differ, so that what one costs is found without looking at
 * its layers. Threads may share it.
 */
final class Shapes {
  private final ModelArchitecture model;
  private final Training workload;
  private final boolean uniform;
  private final Map<Place, Shape> byPlace = new ConcurrentHashMap<>();
  private final Map<Chunk, Shape> byChunk = new ConcurrentHashMap<>();

  /** Chunks that hold the same. */
  record Shape(int number, Chunk chunk) {}

  /** Where a chunk is in the model; anywhere, where all layers are alike. */
  private record Place(int from, int layers, boolean first, boolean last, boolean share) {}

  Shapes(ModelArchitecture model, Training workload) {
    this.model = model;
    this.workload = workload;
    this.uniform = model.distinctLayers().size() == 1;
  }

  /** The shapes of all virtual stages in the order of the forward pass. */
  Shape[] of(TrainingPlan plan) {
    List<Integer> counts = StageLayout.of(model, workload, plan).layers();
    boolean shared = plan.vocabulary().spread() && plan.strategy().pipeline() > 1;
    Shape[] shapes = new Shape[counts.size()];
    int from = 0;
    for (int stage = 0; stage < shapes.length; stage++) {
      int layers = counts.get(stage);
      boolean last = stage == shapes.length - 1;
      boolean share = shared && stage < plan.strategy().pipeline();
      Place place = new Place(uniform ? 0 : from, layers, stage == 0, last, share);
      Shape known = byPlace.get(place);
      if (known == null) {
        known = shape(place);
        byPlace.put(place, known);
      }
      shapes[stage] = known;
      from += layers;
    }
    return shapes;
  }

  private synchronized Shape shape(Place place) {
    List<Layer> layers = model.layers().subList(place.from, place.from + place.layers);
    int further = place.last ? model.multiTokenPredictionDepth() : 0;
    Chunk chunk = new Chunk(layers, place.first, place.last, place.share, further);
    return byChunk.computeIfAbsent(chunk, it -> new Shape(byChunk.size(), it));
  }
}
