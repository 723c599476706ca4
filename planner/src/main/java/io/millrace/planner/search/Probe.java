package io.millrace.planner.search;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.planner.space.Keeping;
import io.millrace.planner.space.MeshSpace;
import io.millrace.simulator.lowering.training.PassCosts;
import io.millrace.simulator.lowering.training.PlanFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A first look at the plans with some degrees: those that people would try, each with as little
 * recomputation as fits. What is found prunes a search from its start; nothing is decided by it.
 */
final class Probe {
  /**
   * 29 of the 37 plans that ship with scenarios have micro-batches of 1 to 4, the others of 6 to
   * 16. Larger ones are left to the search that follows; nothing is decided here.
   */
  private static final int LARGEST_MICRO_BATCH = 4;

  private final MeshSpace space;
  private final MeshCosts costs;
  private final Wanted wanted;
  private final PlanFigures figures = new PlanFigures();

  Probe(MeshSpace space, MeshCosts costs, Wanted wanted) {
    this.space = space;
    this.costs = costs;
    this.wanted = wanted;
  }

  /** Offers what fits. */
  void run() {
    List<Integer> layers = layers();
    List<Integer> replicas = replicas();
    for (int pipelining : pipelinings()) {
      int done = 0;
      for (int layer : layers) {
        int microBatch = space.layers().get(layer).microBatch();
        if (microBatch > done
            && space.forbids(layer, pipelining).isEmpty()
            && anyFits(layer, pipelining, replicas)) {
          done = microBatch;
        }
      }
    }
  }

  /** Whether one of the ways to share fits; nothing slower need be tried if so. */
  private boolean anyFits(int layer, int pipelining, List<Integer> replicas) {
    for (int replica : replicas) {
      if (costs.leastBytes(layer, pipelining, replica) <= costs.capacityBytes()) {
        PassCosts passes = costs.passes(layer, pipelining, replica);
        if (wanted.rejects(costs.leastSeconds(pipelining, passes, wanted.atMostSeconds()), 0, 0)) {
          return true;
        }
        if (costs.mayFit(layer, pipelining, replica, passes)) {
          costs.evaluate(layer, pipelining, replica, passes, figures);
          if (figures.fits()) {
            wanted.offer(layer, pipelining, replica, figures);
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Small micro-batches that share and overlap what they can, thrifty ones last. */
  private List<Integer> layers() {
    List<LayerStrategy> all = space.layers();
    boolean sequence = all.stream().anyMatch(LayerStrategy::sequenceParallel);
    boolean async = all.stream().anyMatch(it -> it.sequenceParallel() && it.asyncTensorParallel());
    return choose(
        all.size(),
        it -> {
          LayerStrategy layer = all.get(it);
          return layer.microBatch() <= LARGEST_MICRO_BATCH
              && layer.sequenceParallel() == sequence
              && layer.asyncTensorParallel() == async
              && layer.contextExchange() == all.getFirst().contextExchange()
              && Keeping.of(layer).isPlain();
        });
  }

  /** One chunk, two, and as many as divide the layers, spread as is usual. */
  private List<Integer> pipelinings() {
    List<Pipelining> all = space.pipelinings();
    List<Integer> plain =
        choose(
            all.size(),
            it ->
                all.get(it).stageLayers().isEmpty()
                    && all.get(it).vocabulary() == VocabularyPlacement.LAST_STAGE
                    && all.get(it).rankOrder() == RankOrder.DATA_BEFORE_PIPELINE);
    List<Integer> chosen = new ArrayList<>();
    int interleaved = -1;
    for (int it : plain) {
      ScheduleKind schedule = all.get(it).schedule();
      if (schedule == ScheduleKind.ONE_FORWARD_ONE_BACKWARD
          || schedule == ScheduleKind.ZERO_BUBBLE_V) {
        chosen.add(it);
      } else if (schedule == ScheduleKind.INTERLEAVED && space.isEven(it)) {
        interleaved = it;
      }
    }
    if (interleaved >= 0) {
      chosen.add(interleaved);
    }
    return chosen;
  }

  /** The optimizer's state shared out, then all that can be. */
  private List<Integer> replicas() {
    int number = space.replicas().size();
    List<Integer> chosen =
        new ArrayList<>(
            choose(
                number,
                it ->
                    space.replicas().get(it).sharding() == Sharding.ZERO1
                        && space.replicas().get(it).shardingGroup().isEmpty()));
    List<Integer> last = chosen.isEmpty() ? List.of() : List.of(chosen.getLast());
    chosen = new ArrayList<>(last);
    if (!chosen.contains(number - 1)) {
      chosen.add(number - 1);
    }
    return chosen;
  }

  private static List<Integer> choose(int number, IntPredicate which) {
    return IntStream.range(0, number).filter(which).boxed().toList();
  }
}
