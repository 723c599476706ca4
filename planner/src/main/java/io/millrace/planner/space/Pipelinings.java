package io.millrace.planner.space;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All pipelines that some degrees allow: every schedule with every number of chunks that it can
 * have, the layers spread as the framework does, or moved away from the ends, where embedding and
 * loss are.
 *
 * <p>Vocabularies that all stages share are left out: no formula says what they cost.
 */
final class Pipelinings {
  /** Layers that the first or last chunk may have less than the others. */
  private static final int FEWER = 3;

  private static final List<ScheduleKind> ONE_CHUNK =
      List.of(
          ScheduleKind.ONE_FORWARD_ONE_BACKWARD, ScheduleKind.GPIPE, ScheduleKind.ZERO_BUBBLE_B);

  private static final List<ScheduleKind> TWO_CHUNKS =
      List.of(ScheduleKind.ZERO_BUBBLE_V, ScheduleKind.V_HALF, ScheduleKind.V_MIN);

  private final Scenario scenario;
  private final ParallelStrategy degrees;
  private final int layers;

  Pipelinings(Scenario scenario, ParallelStrategy degrees) {
    this.scenario = scenario;
    this.degrees = degrees;
    this.layers = scenario.model().layerCount();
  }

  /** One forward, one backward first, then others with one chunk, then with more and more. */
  List<Pipelining> all() {
    int pipeline = degrees.pipeline();
    if (pipeline == 1) {
      return List.of(Pipelining.PLAIN);
    }
    List<Pipelining> all = new ArrayList<>();
    ONE_CHUNK.forEach(it -> add(all, it, 1));
    for (int chunks = 2; pipeline * chunks <= layers + 2; chunks++) {
      add(all, ScheduleKind.INTERLEAVED, chunks);
      if (chunks == 2) {
        TWO_CHUNKS.forEach(it -> add(all, it, 2));
      }
    }
    return all;
  }

  private void add(List<Pipelining> all, ScheduleKind schedule, int chunks) {
    Pipelining usual = Pipelining.of(schedule, chunks);
    List<Pipelining> splits = new ArrayList<>();
    splits.add(usual);
    lightEnds(degrees.pipeline() * chunks)
        .forEach(stageLayers -> splits.add(usual.withStageLayers(stageLayers)));
    if (!schedule.vShaped()) {
      splits.add(usual.with(VocabularyPlacement.REDISTRIBUTED));
    }
    for (Pipelining split : splits) {
      all.add(split);
      if (ordersDiffer()) {
        all.add(split.with(RankOrder.PIPELINE_BEFORE_DATA));
      }
    }
  }

  /** Whether it matters who is next to whom: not without replicas, nor where all are neighbours. */
  private boolean ordersDiffer() {
    return degrees.data() > 1 && scenario.cluster().usesNetwork();
  }

  /**
   * All chunks as large as the largest but the first and the last, which have up to three layers
   * less (Megatron-LM's {@code --decoder-first-pipeline-num-layers} and {@code
   * --decoder-last-pipeline-num-layers}).
   */
  private List<List<Integer>> lightEnds(int stages) {
    List<List<Integer>> splits = new ArrayList<>();
    for (int most = Math.ceilDiv(layers, stages);
        most * stages - layers <= 2 * FEWER && most < layers;
        most++) {
      int missing = most * stages - layers;
      int largest = Math.min(FEWER, most);
      for (int first = Math.max(0, missing - largest); first <= largest; first++) {
        int last = missing - first;
        if (missing > 0 && last >= 0) {
          List<Integer> split = new ArrayList<>(Collections.nCopies(stages, most));
          split.set(0, most - first);
          split.set(stages - 1, most - last);
          splits.add(split);
        }
      }
    }
    return splits;
  }
}
