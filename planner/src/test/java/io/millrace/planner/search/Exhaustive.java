package io.millrace.planner.search;

import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.framework.FrameworkProfile.DataExchange;
import io.millrace.model.plan.ContextExchange;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.Overlap;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.RankOrder;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.RecomputeSpan;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The choices that plans of small scenarios are made of, written down once more from what the
 * planner says that it considers, in loops of their own.
 */
final class Exhaustive {
  private final Scenario scenario;
  private final int devices;
  private final int layerCount;

  Exhaustive(Scenario scenario) {
    this.scenario = scenario;
    this.devices = scenario.cluster().devices();
    this.layerCount = scenario.model().layerCount();
  }

  /** Degrees that use all devices. */
  List<ParallelStrategy> degrees() {
    List<ParallelStrategy> all = new ArrayList<>();
    for (int pipeline = 1; pipeline <= Math.min(devices, layerCount); pipeline++) {
      for (int context = 1; context * pipeline <= devices; context *= 2) {
        for (int tensor = 1; tensor * context * pipeline <= devices; tensor++) {
          if (devices % (tensor * context * pipeline) == 0 && holds(tensor, context)) {
            int data = devices / (tensor * context * pipeline);
            if (scenario.workload().globalBatch() % data == 0) {
              for (int expert : experts(data * tensor * context)) {
                all.add(new ParallelStrategy(data, tensor, pipeline, context, expert));
              }
            }
          }
        }
      }
    }
    return all;
  }

  private boolean holds(int tensor, int context) {
    int sequence = scenario.workload().sequence();
    boolean pieces =
        context == 1 || (sequence % (2 * context) == 0 && sequence / (2 * context) >= 256);
    return pieces && tensor <= scenario.cluster().scaleUpDomain() && heads() % tensor == 0;
  }

  private int heads() {
    return scenario.model().layers().getFirst().mixer() instanceof GroupedQueryAttention attention
        ? attention.heads()
        : 0;
  }

  private List<Integer> experts(int ranks) {
    int experts =
        scenario.model().layers().getFirst().feedForward() instanceof MixtureOfExperts mixture
            ? mixture.experts()
            : 1;
    List<Integer> spreads = new ArrayList<>();
    for (int spread = 1; spread <= experts; spread++) {
      if (experts % spread == 0 && ranks % spread == 0) {
        spreads.add(spread);
      }
    }
    return spreads;
  }

  /** Pipelines with some degrees. */
  List<Pipelining> pipelinings(ParallelStrategy degrees) {
    if (degrees.pipeline() == 1) {
      return List.of(Pipelining.PLAIN);
    }
    List<Pipelining> all = new ArrayList<>();
    for (ScheduleKind schedule : ScheduleKind.values()) {
      int least = schedule == ScheduleKind.INTERLEAVED || schedule.vShaped() ? 2 : 1;
      int most = schedule == ScheduleKind.INTERLEAVED ? layerCount + 2 : least;
      for (int chunks = least; chunks <= most; chunks++) {
        int stages = chunks * degrees.pipeline();
        if (stages <= layerCount + 2) {
          Pipelining even = Pipelining.of(schedule, chunks);
          all.add(even);
          splits(stages).forEach(split -> all.add(even.withStageLayers(split)));
          if (!schedule.vShaped()) {
            all.add(even.with(VocabularyPlacement.REDISTRIBUTED));
          }
        }
      }
    }
    if (degrees.data() > 1 && scenario.cluster().usesNetwork()) {
      List.copyOf(all).forEach(it -> all.add(it.with(RankOrder.PIPELINE_BEFORE_DATA)));
    }
    return all;
  }

  /** Equal stages but for the first and the last, which may have up to three layers less. */
  private List<List<Integer>> splits(int stages) {
    List<List<Integer>> splits = new ArrayList<>();
    for (int most = 1; most < layerCount; most++) {
      for (int first = Math.max(0, most - 3); first <= most; first++) {
        for (int last = Math.max(0, most - 3); last <= most; last++) {
          if (first + last < 2 * most && most * (stages - 2) + first + last == layerCount) {
            List<Integer> split = new ArrayList<>(Collections.nCopies(stages, most));
            split.set(0, first);
            split.set(stages - 1, last);
            splits.add(split);
          }
        }
      }
    }
    return splits;
  }

  /** Ways through the layers with some degrees. */
  List<LayerStrategy> layers(ParallelStrategy degrees) {
    int batch = scenario.workload().globalBatch() / degrees.data();
    List<LayerStrategy> all = new ArrayList<>();
    for (int size = 1; size <= Math.min(32, batch); size++) {
      for (int switches = 0; switches < (degrees.tensor() > 1 ? 4 : 1); switches++) {
        for (ContextExchange exchange : exchanges(degrees)) {
          if (batch % size == 0) {
            boolean sequence = switches % 2 == 1;
            boolean overlap = switches > 1;
            LayerStrategy plain =
                new LayerStrategy(
                    size,
                    sequence,
                    overlap,
                    exchange,
                    Recompute.NONE,
                    RecomputeSpan.EACH_LAYER,
                    false,
                    OptionalInt.empty());
            keep(all, plain, layerCount / degrees.pipeline() + 1, degrees.pipeline() == 1);
          }
        }
      }
    }
    return all;
  }

  private List<ContextExchange> exchanges(ParallelStrategy degrees) {
    if (degrees.context() == 1) {
      return List.of(ContextExchange.RING);
    }
    return heads() % (degrees.tensor() * degrees.context()) == 0
        ? List.of(ContextExchange.values())
        : List.of(ContextExchange.RING, ContextExchange.ALL_GATHER);
  }

  private void keep(List<LayerStrategy> all, LayerStrategy plain, int chunk, boolean whole) {
    for (Recompute recompute : Recompute.values()) {
      LayerStrategy each = plain.with(recompute, RecomputeSpan.EACH_LAYER);
      all.add(each);
      if (scenario.cluster().device().hostLink().isPresent()) {
        all.add(offloading(each, OptionalInt.empty()));
      }
    }
    int layers = chunk - 1;
    int[] quarters = IntStream.of(layers / 4, layers / 2, 3 * layers / 4).distinct().toArray();
    for (int some : whole ? quarters : new int[] {1, 2, 3, 4, 6, 8, 11}) {
      if (some > 0 && some < chunk) {
        RecomputeSpan first = new RecomputeSpan(RecomputeSpan.Method.BLOCK, some);
        all.add(plain.with(Recompute.FULL, first));
      }
    }
    if (chunk > 2 && scenario.cluster().device().hostLink().isPresent()) {
      all.add(offloading(plain, OptionalInt.of(chunk / 2)));
    }
  }

  private static LayerStrategy offloading(LayerStrategy it, OptionalInt layers) {
    return new LayerStrategy(
        it.microBatch(),
        it.sequenceParallel(),
        it.asyncTensorParallel(),
        it.contextExchange(),
        it.recompute(),
        it.recomputeSpan(),
        true,
        layers);
  }

  /** Ways to share among replicas with some degrees. */
  List<ReplicaStrategy> replicas(ParallelStrategy degrees) {
    int ranks = degrees.data() * degrees.context();
    if (ranks == 1) {
      return List.of(ReplicaStrategy.COPIES);
    }
    int node = scenario.cluster().devicesPerNode() / degrees.tensor();
    List<ReplicaStrategy> all = new ArrayList<>();
    for (Sharding sharding : Sharding.values()) {
      for (Overlap gradients : overlaps(usual().gradientsOverlap())) {
        boolean arrive = usual().weightsOverlap() || sharding == Sharding.NONE;
        for (Overlap weights : overlaps(arrive)) {
          all.add(new ReplicaStrategy(sharding, OptionalInt.empty(), gradients, weights));
          if (sharding != Sharding.NONE && node > 1 && node < ranks && ranks % node == 0) {
            all.add(new ReplicaStrategy(sharding, OptionalInt.of(node), gradients, weights));
          }
        }
      }
    }
    return all;
  }

  private DataExchange usual() {
    return scenario.framework().dataExchange();
  }

  private static List<Overlap> overlaps(boolean usual) {
    return usual ? List.of(Overlap.USUAL) : List.of(Overlap.USUAL, Overlap.ON);
  }
}
