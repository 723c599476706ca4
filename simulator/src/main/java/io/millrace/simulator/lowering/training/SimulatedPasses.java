package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.Layer;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the passes of chunks take that a rank works through in one way, found from passes of a few
 * layers, which are simulated one kernel after another.
 *
 * <p>Mostly a pass takes what its parts take: with each further layer of a kind it grows by the
 * same. So a chunk of many layers is two layers, what its other layers add, and what embedding and
 * output layer add to two layers. That does not hold where anything runs beside the kernels, such
 * as weights that are gathered ahead or activations on their way to the host, nor where the host is
 * late with kernels: then what comes first may hide part of it. There a chunk is simulated as it
 * is, with no more than {@value #MOST} of equal layers, and the last of these says what the others
 * add; unless it says something else beside the ends than without them, since more layers would
 * then bring out what the ends hide: such a chunk is simulated with all its layers.
 *
 * <p>What passes take are {@link PassNumbers}. Threads may share an instance.
 */
final class SimulatedPasses {
  /** Share of a layer for which its kernels may wait for the host without being noticed. */
  private static final double LATE = 1e-3;

  /** Share of a pass that may wait for the host's first kernels without being noticed. */
  private static final double START = 5e-3;

  /** Layers of a run that are simulated where passes do not add up. */
  private static final int MOST = 5;

  /** Share of a pass by which what ends hide may change it without being noticed. */
  private static final double HIDDEN = 2e-3;

  /** Stands for all layers of a chunk. */
  private static final int ALL = Integer.MAX_VALUE / 2;

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
    this.ahead = context.exchangesBesidePasses();
    this.width = PassNumbers.width(context);
    this.simulated = contexts.stream().<Map<Chunk, double[]>>map(it -> new HashMap<>()).toList();
    this.descriptions = contexts.stream().map(StageDescriptions::withoutSpans).toList();
  }

  /** The numbers of all passes of a chunk. */
  synchronized double[] numbers(int clock, Chunk chunk) {
    if (chunk.layers().isEmpty()) {
      return simulated(clock, chunk);
    }
    if (!addsUp(clock, chunk)) {
      return grown(clock, chunk);
    }
    return mixture.isPresent() ? mixed(clock, chunk, mixture.get()) : added(clock, chunk);
  }

  /** Whether a pass takes what its parts take: nothing runs beside them, and no host is late. */
  private boolean addsUp(int clock, Chunk chunk) {
    if (mixture.isPresent()) {
      return mixture.get().kept.addsUp(clock, chunk) && mixture.get().again.addsUp(clock, chunk);
    }
    if (ahead || plan().activationOffload() || plan().recomputeSpan().layers() > 1) {
      return false;
    }
    for (Run run : runs(chunk.layers())) {
      Layer layer = run.layer();
      double[] two = simulated(clock, plain(layer, 2));
      double[] each = each(clock, layer);
      for (int kind = 0; kind < each.length; kind += width) {
        double late = each[kind + width - 2];
        double start = two[kind + width - 2] - 2 * late;
        double all = two[kind] + (chunk.layers().size() - 2) * each[kind];
        if (late > LATE * each[kind] || start > START * all) {
          return false;
        }
      }
    }
    return true;
  }

  /** Layers that add the same wherever they are, and what embedding and output layer add. */
  private double[] added(int clock, Chunk chunk) {
    Layer usual = chunk.layers().get(chunk.layers().size() / 2);
    double[] two = simulated(clock, plain(usual, 2));
    double[] none = two.clone();
    add(none, -2, each(clock, usual));
    double[] sum = none.clone();
    for (Run run : runs(chunk.layers())) {
      add(sum, run.layers(), each(clock, run.layer()));
      addWaits(sum, simulated(clock, plain(run.layer(), 2)));
    }
    SimulatedPasses way = ends.orElse(this);
    Chunk layers = plain(usual, 2);
    if (chunk.embedding()) {
      add(sum, 1, way.simulated(clock, new Chunk(layers.layers(), true, false, false, 0)));
      add(sum, -1, way.simulated(clock, layers));
    }
    if (chunk.output()) {
      int further = chunk.furtherTokens();
      add(sum, 1, way.simulated(clock, new Chunk(layers.layers(), false, true, false, further)));
      add(sum, -1, way.simulated(clock, layers));
    }
    return sum;
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

  /** A chunk with fewer layers of each run, and what the last of these added for each other. */
  private double[] grown(int clock, Chunk chunk) {
    List<Run> runs = runs(chunk.layers());
    int[] lengths = new int[runs.size()];
    int place = 0;
    for (int i = 0; i < lengths.length; i++) {
      int fixed = Math.clamp(alike() - place, 0, runs.get(i).layers());
      lengths[i] = Math.min(runs.get(i).layers(), fixed + MOST);
      place += runs.get(i).layers();
    }
    double[] few = simulated(clock, with(chunk, runs, lengths));
    double[] sum = few.clone();
    for (int i = 0; i < lengths.length; i++) {
      double further = runs.get(i).layers() - lengths[i];
      if (further > 0) {
        int[] fewer = lengths.clone();
        fewer[i]--;
        double[] more = few.clone();
        add(more, -1, simulated(clock, with(chunk, runs, fewer)));
        add(sum, further, more);
        if (differs(clock, chunk, runs.get(i), more, sum)
            || grows(clock, chunk, runs, fewer, i, more, sum)) {
          return simulated(clock, chunk);
        }
      }
    }
    return sum;
  }

  /** Whether a layer added less or more before the last one, so that further ones may as well. */
  private boolean grows(
      int clock, Chunk chunk, List<Run> runs, int[] fewer, int run, double[] more, double[] sum) {
    int[] before = fewer.clone();
    before[run]--;
    if (before[run] < 1) {
      return true;
    }
    double[] earlier = simulated(clock, with(chunk, runs, fewer)).clone();
    add(earlier, -1, simulated(clock, with(chunk, runs, before)));
    return isFar(more, earlier, runs.get(run).layers(), sum);
  }

  /** Whether two things that layers may add make a difference for a pass. */
  private boolean isFar(double[] one, double[] other, int layers, double[] sum) {
    for (int kind = 0; kind < sum.length; kind += width) {
      if (Math.abs(one[kind] - other[kind]) * layers > HIDDEN * sum[kind]) {
        return true;
      }
    }
    return false;
  }

  /** Whether ends hide something of what layers add, so that more layers would bring it out. */
  private boolean differs(int clock, Chunk chunk, Run run, double[] more, double[] sum) {
    if (!chunk.embedding() && !chunk.output()) {
      return false;
    }
    int enough = alike() + MOST;
    double[] alone = simulated(clock, plain(run.layer(), enough)).clone();
    add(alone, -1, simulated(clock, plain(run.layer(), enough - 1)));
    return isFar(more, alone, run.layers(), sum);
  }

  /** Beyond how many layers of a chunk all are treated alike: copies of some layers take long. */
  private int alike() {
    RecomputeSpan span = plan().recomputeSpan();
    if (plan().activationOffload()) {
      return ALL;
    }
    return switch (span.method()) {
      case BLOCK -> span.layers();
      case UNIFORM -> span.layers() > 1 ? ALL : 0;
    };
  }

  private static Chunk with(Chunk chunk, List<Run> runs, int[] lengths) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      layers.addAll(Collections.nCopies(lengths[i], runs.get(i).layer()));
    }
    return new Chunk(
        layers, chunk.embedding(), chunk.output(), chunk.vocabularyShare(), chunk.furtherTokens());
  }

  /** Equal layers one after the other. */
  private record Run(Layer layer, int layers) {}

  private static List<Run> runs(List<Layer> layers) {
    List<Run> runs = new ArrayList<>();
    for (Layer layer : layers) {
      int last = runs.size() - 1;
      if (last >= 0 && runs.get(last).layer().equals(layer)) {
        runs.set(last, new Run(layer, runs.get(last).layers() + 1));
      } else {
        runs.add(new Run(layer, 1));
      }
    }
    return runs;
  }

  private TrainingPlan plan() {
    return contexts.getFirst().plan();
  }

  /** What one more layer adds. */
  private synchronized double[] each(int clock, Layer layer) {
    double[] more = simulated(clock, plain(layer, 3)).clone();
    add(more, -1, simulated(clock, plain(layer, 2)));
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

  /** A host that waits for its device in a part of a pass does so in the pass. */
  private void addWaits(double[] sum, double[] part) {
    for (int host = width - 1; host < sum.length; host += width) {
      sum[host] = part[host] == PassNumbers.WAITS ? PassNumbers.WAITS : sum[host];
    }
  }

  private synchronized double[] simulated(int clock, Chunk chunk) {
    return simulated
        .get(clock)
        .computeIfAbsent(chunk, it -> PassNumbers.of(descriptions.get(clock).alone(it), width));
  }
}
