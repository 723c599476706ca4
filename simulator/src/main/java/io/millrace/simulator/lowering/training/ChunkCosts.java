package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.report.TimePart;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What chunks take that a rank works through in one way, found from passes of a few layers. The
 * passes of a chunk are simulated one kernel after another; with each further layer of a kind they
 * grow by the same, once what a pass begins and ends with is behind. So a chunk of many layers is
 * two layers, what its other layers add, and what embedding and output layer add. A few layers are
 * simulated as they are.
 *
 * <p>Numbers of a pass: those of {@link ChunkPasses}, its kinds of work, and the host's gaps and
 * seconds.
 */
final class ChunkCosts {
  /** Chunks with fewer layers are simulated themselves. */
  private static final int FEW = 5;

  /** Layers between the two chunks whose difference is what a layer adds. */
  private static final int APART = 2;

  /** Seconds that stand for a host that waits for its device: longer than any pass. */
  private static final double WAITS = 1e9;

  private final List<TrainingContext> contexts;
  private final Optional<Mixture> mixture;
  private final int width;
  private final Map<Chunk, ChunkPasses> known = new HashMap<>();
  private final List<Map<Chunk, double[]>> simulated;
  private final List<StageDescriptions> descriptions;

  /**
   * Prepares it.
   *
   * @param contexts of the way, one for each clock
   */
  ChunkCosts(List<TrainingContext> contexts) {
    this(contexts, Optional.empty());
  }

  /**
   * Prepares it for a way that computes the first layers of each chunk again.
   *
   * @param kept the same way without computing any layer again
   * @param again the same way with all layers
   */
  ChunkCosts(List<TrainingContext> contexts, ChunkCosts kept, ChunkCosts again) {
    this(contexts, Optional.of(new Mixture(kept, again)));
  }

  private ChunkCosts(List<TrainingContext> contexts, Optional<Mixture> mixture) {
    this.contexts = contexts;
    this.mixture = mixture;
    int levels = contexts.getFirst().cluster().levels().size();
    this.width = numbersOfPass(levels);
    this.simulated = contexts.stream().<Map<Chunk, double[]>>map(it -> new HashMap<>()).toList();
    this.descriptions = contexts.stream().map(StageDescriptions::new).toList();
  }

  /** Two ways between which a third changes from layer to layer. */
  private record Mixture(ChunkCosts kept, ChunkCosts again) {}

  private static int numbersOfPass(int levels) {
    return ChunkPasses.width(levels) + ChunkPasses.WORK + 2;
  }

  /** The passes of a chunk that has been described at one clock. */
  static ChunkPasses described(
      TrainingContext context, Chunk chunk, Map<PassKind, PassWork> passes) {
    int width = numbersOfPass(context.cluster().levels().size());
    double[] row = row(context, width, numbers(passes, width));
    ChunkMemory memory = ChunkMemory.of(context, new ChunkWork(context, chunk));
    return new ChunkPasses(context.splitsBackward(), memory, clock -> row, 1);
  }

  /** A chunk's passes. */
  ChunkPasses of(Chunk chunk) {
    return known.computeIfAbsent(chunk, this::find);
  }

  private ChunkPasses find(Chunk chunk) {
    TrainingContext context = contexts.getFirst();
    return new ChunkPasses(
        context.splitsBackward(),
        ChunkMemory.of(context, new ChunkWork(context, chunk)),
        clock -> row(contexts.get(clock), width, numbers(clock, chunk)),
        contexts.size());
  }

  /** The numbers of all passes of a chunk. */
  private double[] numbers(int clock, Chunk chunk) {
    List<Layer> layers = chunk.layers();
    if (mixture.isPresent() && layers.size() >= FEW) {
      return mixed(clock, chunk, mixture.get());
    }
    if (layers.size() < FEW || !isLinear()) {
      return simulated(clock, chunk);
    }
    Layer usual = layers.get(layers.size() / 2);
    Chunk two = plain(usual, 2);
    double[] sum = simulated(clock, two).clone();
    add(sum, -2, each(clock, usual));
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
    if (chunk.embedding()) {
      add(sum, 1, simulated(clock, new Chunk(two.layers(), true, false, false, 0)));
      add(sum, -1, simulated(clock, two));
    }
    if (chunk.output()) {
      int further = chunk.furtherTokens();
      add(sum, 1, simulated(clock, new Chunk(two.layers(), false, true, false, further)));
      add(sum, -1, simulated(clock, two));
    }
    return sum;
  }

  /** The first layers of one way, the others of another. */
  private double[] mixed(int clock, Chunk chunk, Mixture mixture) {
    int first = contexts.getFirst().plan().recomputeSpan().layers();
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

  /** Whether layers add the same wherever they are. */
  private boolean isLinear() {
    return contexts.getFirst().plan().recomputeSpan().layers() == 1
        && contexts.getFirst().plan().offloadLayers().isEmpty();
  }

  /** What one more layer adds. */
  private double[] each(int clock, Layer layer) {
    double[] more = simulated(clock, plain(layer, 2 + APART)).clone();
    add(more, -1, simulated(clock, plain(layer, 2)));
    for (int i = 0; i < more.length; i++) {
      more[i] = more[i] / APART;
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

  private static double[] numbers(Map<PassKind, PassWork> passes, int width) {
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

  /** The numbers as a row, with what the host is ahead. */
  private static double[] row(TrainingContext context, int width, double[] numbers) {
    double gaps = 0;
    double seconds = 0;
    double host = 0;
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      seconds += numbers[kind * width + ChunkPasses.SECONDS];
      gaps += numbers[(kind + 1) * width - 2];
      host += numbers[(kind + 1) * width - 1];
    }
    double share = HostAhead.shareOfGaps(context, gaps, seconds - gaps, host);
    int rowWidth = width - ChunkPasses.WORK - 2;
    double[] row = new double[ChunkPasses.KINDS * rowWidth + ChunkPasses.WORK];
    for (int kind = 0; kind < ChunkPasses.KINDS; kind++) {
      int from = kind * width;
      System.arraycopy(numbers, from, row, kind * rowWidth, rowWidth);
      row[kind * rowWidth] -= (1 - share) * numbers[from + width - 2];
      for (int i = 0; i < ChunkPasses.WORK; i++) {
        row[ChunkPasses.KINDS * rowWidth + i] += numbers[from + rowWidth + i];
      }
    }
    return row;
  }
}
