package io.millrace.planner.space;

import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Recompute;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** All ways through the layers that some degrees allow. */
final class LayerStrategies {
  private static final int LARGEST_MICRO_BATCH = 32;

  /** Numbers of layers up to this one are all tried, larger ones in steps of about a third. */
  private static final int EVERY = 4;

  private final Scenario scenario;
  private final ParallelStrategy degrees;

  LayerStrategies(Scenario scenario, ParallelStrategy degrees) {
    this.scenario = scenario;
    this.degrees = degrees;
  }

  /** Small micro-batches first, then what is simplest. */
  List<LayerStrategy> all() {
    return all(keepings());
  }

  /** Those that neither compute anything again nor offload it. */
  List<LayerStrategy> laziest() {
    return all(List.of(Keeping.of(Recompute.NONE)));
  }

  /** How many there are. */
  long count() {
    return (long) microBatches().length
        * sharing().size()
        * sharing().size()
        * exchanges().size()
        * keepings().size();
  }

  private List<LayerStrategy> all(List<Keeping> keepings) {
    List<LayerStrategy> all = new ArrayList<>();
    for (int microBatch : microBatches()) {
      for (boolean sequenceParallel : sharing()) {
        for (boolean async : sharing()) {
          for (ContextExchange exchange : exchanges()) {
            for (Keeping keeping : keepings) {
              all.add(
                  new LayerStrategy(
                      microBatch,
                      sequenceParallel,
                      async,
                      exchange,
                      keeping.recompute(),
                      keeping.span(),
                      keeping.offload(),
                      keeping.offloadLayers()));
            }
          }
        }
      }
    }
    return all;
  }

  private int[] microBatches() {
    return Divisors.of(scenario.workload().globalBatch() / degrees.data(), LARGEST_MICRO_BATCH);
  }

  private List<Boolean> sharing() {
    return degrees.tensor() > 1 ? List.of(false, true) : List.of(false);
  }

  /** The framework's own exchange first; Ulysses where each rank gets whole heads. */
  private List<ContextExchange> exchanges() {
    ContextExchange usual = scenario.framework().modelExchange().context();
    if (degrees.context() == 1) {
      return List.of(ContextExchange.RING);
    }
    int ranks = degrees.tensor() * degrees.context();
    boolean wholeHeads =
        scenario.model().distinctLayers().keySet().stream()
            .allMatch(it -> Meshes.heads(it) % ranks == 0);
    return Arrays.stream(ContextExchange.values())
        .filter(it -> it != ContextExchange.ULYSSES || wholeHeads)
        .sorted(Comparator.comparing(it -> it != usual))
        .toList();
  }

  private List<Keeping> keepings() {
    int layers = scenario.model().layerCount();
    int most = layers / degrees.pipeline() + 1;
    List<Keeping> keepings = new ArrayList<>();
    keepings.add(Keeping.of(Recompute.NONE));
    keepings.add(Keeping.of(Recompute.SELECTIVE));
    for (int some : numbers(most)) {
      keepings.add(Keeping.firstLayers(some));
    }
    keepings.add(Keeping.of(Recompute.FULL));
    if (scenario.cluster().device().hostLink().isPresent()) {
      for (Recompute recompute : Recompute.values()) {
        keepings.add(Keeping.of(recompute).offloading(OptionalInt.empty()));
      }
      if (most > 2) {
        keepings.add(Keeping.of(Recompute.NONE).offloading(OptionalInt.of(most / 2)));
      }
    }
    return keepings;
  }

  /**
   * Numbers of layers below a chunk's; of all layers of the model quarters, since there are enough
   * of them for a quarter to be a small step.
   */
  private int[] numbers(int chunk) {
    if (degrees.pipeline() == 1) {
      return IntStream.of(1, 2, 3)
          .map(it -> it * (chunk - 1) / 4)
          .filter(it -> it > 0)
          .distinct()
          .toArray();
    }
    return IntStream.iterate(1, it -> it < chunk, it -> it < EVERY ? it + 1 : (it * 4 + 2) / 3)
        .toArray();
  }
}
