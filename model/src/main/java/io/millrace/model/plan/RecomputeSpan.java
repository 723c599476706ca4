package io.millrace.model.plan;

import java.util.Locale;

/**
 * Over which layers full recomputation goes, and how many at a time (Megatron-LM's options {@code
 * --recompute-method} and {@code --recompute-num-layers}).
 *
 * @param method how the layers of a chunk are taken
 * @param layers by the method: of a unit, or of a chunk
 */
public record RecomputeSpan(Method method, int layers) {

  /** Every layer on its own, from its input. */
  public static final RecomputeSpan EACH_LAYER = new RecomputeSpan(Method.UNIFORM, 1);

  /** How layers are taken. */
  public enum Method {
    /** All layers, in units of some: only the input of a unit is kept. */
    UNIFORM,
    /** The first layers of each chunk, one by one; the others keep what they need. */
    BLOCK;

    /** The name in files. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the number. */
  public RecomputeSpan {
    if (layers < 1) {
      throw new IllegalArgumentException("recomputeLayers must be positive: " + layers);
    }
  }

  /** Whether a layer is computed again, by its place in the chunk. */
  public boolean repeats(int layer) {
    return method == Method.UNIFORM || layer < layers;
  }

  /** The first layer of the unit that a layer is computed again with. */
  public int unitStart(int layer) {
    return method == Method.UNIFORM ? layer / layers * layers : layer;
  }

  /** Whether a layer is the last of its unit. */
  public boolean endsUnit(int layer, int layersOfChunk) {
    return layer == layersOfChunk - 1 || unitStart(layer + 1) == layer + 1;
  }
}
