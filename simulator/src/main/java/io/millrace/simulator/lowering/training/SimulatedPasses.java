package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the passes of chunks take that a rank works through in one way, found from passes of a few
 * layers. The passes of a chunk are simulated one kernel after another; with each further layer of
 * a kind they grow by the same, so a chunk of many layers is two layers, what its other layers add,
 * and what embedding and output layer add, which are simulated alone. Where weights are gathered
 * ahead of the layers that use them, the first few layers differ from those that follow: there the
 * ends are simulated with layers, and chunks of a few layers as they are.
 *
 * <p>Each kind of pass has the numbers of {@link ChunkPasses}, then its kinds of work, the host's
 * gaps and its seconds. Threads may share an instance.
 */
final class SimulatedPasses {
  /** Chunks with fewer layers are simulated themselves where weights are gathered ahead. */
  private static final int FEW = 5;

  /** Seconds that stand for a host that waits for its device: longer than any pass. */
  private static final double WAITS = 1e9;

  private final List<TrainingContext> contexts;
  private final Optional<Mixture> mixture;
  private final Optional<SimulatedPasses> ends;
  private final boolean ahead;
  private final int width;
  private final List<Map<Chunk, double[]>> simulated;
  private final List<StageDescriptions> descriptions;

  /** Two ways between which a third changes from layer to layer. */
  private record Mixture(SimulatedPasses kept, SimulatedPasses again) {}

  /**
   * Prepares them.
   *
   * @param contexts of the way, one for each clock
   * @param ends another way in which embedding and output layer take the same; empty: this one
   */
  SimulatedPasses(List<TrainingContext> contexts, Optional<SimulatedPasses> ends) {
    this(contexts, Optional.empty(), ends);
  }

  /**
   * Prepares them for a way that computes the first layers of each chunk again.
   *
   * @param kept the same way without computing any layer again
   * @param again the same way with all layers
   */
  SimulatedPasses(List<TrainingContext> contexts, SimulatedPasses kept, SimulatedPasses again) {
    this(contexts, Optional.of(new Mixture(kept, again)), Optional.empty());
  }

  private SimulatedPasses(
      List<TrainingContext> contexts, Optional<Mixture> mixture, Optional<SimulatedPasses> ends) {
    this.contexts = contexts;
    this.mixture = mixture;
    this.ends = ends;
    TrainingContext context = contexts.getFirst();
    this.ahead = context.gathersEachLayer() || context.scattersEachPass();
    this.width = width(contexts.getFirst());
    this.simulated = contexts.stream().<Map<Chunk, double[]>>map(it -> new HashMap<>()).toList();
    this.descriptions = contexts.stream().map(StageDescriptions::withoutSpans).toList();
  }

  /** Numbers of a kind of pass. */
  static int width(TrainingContext context) {
    return ChunkPasses.width(context.cluster().levels().size()) + ChunkPasses.WORK + 2;
  }

  /** The numbers of all passes of a chunk. */
  synchronized double[] numbers(int clock, Chunk chunk) {
    List<Layer> layers = chunk.layers();
    if (mixture.isPresent() && layers.size() >= (ahead ? FEW : 1)) {
      return mixed(clock, chunk, mixture.get());
    }
    if (layers.size() < (ahead ? FEW : 1) || !isLinear()) {
      return simulated(clock, chunk);
    }
    Layer usual = layers.get(layers.size() / 2);
    double[] two = simulated(clock, plain(usual, 2));
    double[] none = two.clone();
    add(none, -2, each(clock, usual));
    double[] sum = none.clone();
    Layer last = usual;
    int run = 0;
    for (Layer layer : layers) {
      if (layer.equals(last)) {
        run++;
      } else {
        add(sum, run, each(clock, last));
        last = layer;
        run = 1;
      }
    }
    add(sum, run, each(clock, last));
    boolean beside = ahead || waits(two);
    List<Layer> layersBeside = beside ? plain(usual, 2).layers() : List.of();
    if (chunk.embedding()) {
      add(sum, 1, end(clock, new Chunk(layersBeside, true, false, false, 0)));
      add(sum, -1, beside ? two : none);
    }
    if (chunk.output()) {
      int further = chunk.furtherTokens();
      add(sum, 1, end(clock, new Chunk(layersBeside, false, true, false, further)));
      add(sum, -1, beside ? two : none);
    }
    keepWaiting(sum, two);
    return sum;
  }

  /** Where layers make the host wait, ends that do not cannot take that from the sum. */
  private void keepWaiting(double[] sum, double[] layers) {
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      int host = (kind + 1) * width - 1;
      sum[host] = layers[host] >= WAITS ? WAITS : sum[host];
    }
  }

  /** An end alone takes the same in other ways; beside layers it does not. */
  private double[] end(int clock, Chunk chunk) {
    return ends.isPresent() && chunk.layers().isEmpty()
        ? ends.get().numbers(clock, chunk)
        : simulated(clock, chunk);
  }

  /** Whether layers make the host wait: then ends do not find it ahead of the device. */
  private boolean waits(double[] layers) {
    boolean any = false;
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      any |= layers[(kind + 1) * width - 1] >= WAITS;
    }
    return any;
  }

  /** The first layers of one way, the others of another. */
  private double[] mixed(int clock, Chunk chunk, Mixture mixture) {
    int first = plan().recomputeSpan().layers();
    if (first >= chunk.layers().size()) {
      return mixture.again.numbers(clock, chunk);
    }
    double[] sum = mixture.kept.numbers(clock, chunk).clone();
    for (Layer layer : chunk.layers().subList(0, first)) {
      add(sum, 1, mixture.again.each(clock, layer));
      add(sum, -1, mixture.kept.each(clock, layer));
    }
    return sum;
  }

  private TrainingPlan plan() {
    return contexts.getFirst().plan();
  }

  /** Whether layers add the same wherever they are. */
  private boolean isLinear() {
    return plan().recomputeSpan().layers() == 1 && plan().offloadLayers().isEmpty();
  }

  /** What one more layer adds. */
  private synchronized double[] each(int clock, Layer layer) {
    int further = ahead ? 2 : 1;
    double[] more = simulated(clock, plain(layer, 2 + further)).clone();
    add(more, -1, simulated(clock, plain(layer, 2)));
    for (int i = 0; i < more.length; i++) {
      more[i] = more[i] / further;
    }
    return more;
  }

  private static Chunk plain(Layer layer, int number) {
    return new Chunk(Collections.nCopies(number, layer), false, false, false, 0);
  }

  private static void add(double[] sum, double times, double[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += times * more[i];
    }
  }

  private double[] simulated(int clock, Chunk chunk) {
    return simulated
        .get(clock)
        .computeIfAbsent(chunk, it -> numbers(descriptions.get(clock).alone(it), width));
  }

  /** The numbers of passes that have been described. */
  static double[] numbers(Map<PassKind, PassWork> passes, int width) {
    double[] numbers = new double[ChunkPasses.KINDS * width];
    passes.forEach((kind, pass) -> write(pass.segment(), numbers, index(kind) * width, width));
    return numbers;
  }

  private static int index(PassKind kind) {
    return switch (kind) {
      case FORWARD -> 0;
      case BACKWARD, INPUT_GRADIENT -> 1;
      case WEIGHT_GRADIENT -> 2;
      case OUTPUT, OUTPUT_GRADIENT, EMBEDDING, EMBEDDING_GRADIENT ->
          throw new IllegalArgumentException("a pass of the vocabulary: " + kind);
    };
  }

  private static void write(Segment segment, double[] numbers, int from, int width) {
    numbers[from + ChunkPasses.SECONDS] = segment.seconds();
    numbers[from + ChunkPasses.ENGINE] = segment.seconds() * segment.engineShare();
    numbers[from + ChunkPasses.MEMORY] = segment.seconds() * segment.memoryShare();
    double[] levels = segment.levelShare();
    for (int i = 0; i < levels.length; i++) {
      numbers[from + ChunkPasses.MEMORY + 1 + i] = segment.seconds() * levels[i];
    }
    double[] parts = segment.parts();
    int work = from + width - ChunkPasses.WORK - 2;
    numbers[work] = parts[TimePart.MATRIX_PRODUCTS.ordinal()];
    numbers[work + 1] = parts[TimePart.ATTENTION.ordinal()];
    numbers[work + 2] = parts[TimePart.ELEMENT_WISE.ordinal()];
    numbers[work + 3] = parts[TimePart.RECOMPUTATION.ordinal()];
    numbers[from + width - 2] = segment.hostGaps();
    numbers[from + width - 1] = Math.min(WAITS, segment.hostSeconds());
  }
}
