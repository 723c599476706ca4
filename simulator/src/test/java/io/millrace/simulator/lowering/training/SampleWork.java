package io.millrace.simulator.lowering.training;

import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.ConstantCosts;
import io.millrace.simulator.Sample;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.Operation;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The described work of a sample and its sums. */
record SampleWork(TrainingContext context, List<Chunk> chunks) {

  static SampleWork of(Sample sample) {
    Scenario scenario = sample.scenario();
    TrainingContext context =
        new TrainingContext(
            scenario.cluster(),
            scenario.model(),
            scenario.workload(),
            scenario.framework(),
            scenario.plan().orElseThrow(),
            new ConstantCosts(0));
    return new SampleWork(context, Chunk.all(context.model(), context.workload(), context.plan()));
  }

  ChunkWork chunk(int virtualStage) {
    return new ChunkWork(context, chunks.get(virtualStage));
  }

  /** Passes that take longer. */
  static Map<PassKind, PassWork> slower(Map<PassKind, PassWork> passes, double factor) {
    Map<PassKind, PassWork> slower = new EnumMap<>(PassKind.class);
    passes.forEach(
        (kind, pass) -> {
          Segment segment = pass.segment();
          double[] parts = Arrays.stream(segment.parts()).map(it -> it * factor).toArray();
          slower.put(
              kind,
              new PassWork(
                  new Segment(
                      segment.name(),
                      segment.seconds() * factor,
                      parts,
                      segment.hostSeconds() * factor,
                      segment.engineShare(),
                      segment.memoryShare(),
                      segment.levelShare(),
                      segment.spans()),
                  pass.takenBytes(),
                  pass.returnedBytes()));
        });
    return slower;
  }

  /** All forward passes of a micro-batch. */
  List<Step> forward() {
    return chunks.stream().flatMap(it -> new ChunkWork(context, it).forward().stream()).toList();
  }

  /** All backward passes of a micro-batch. */
  List<Step> backward() {
    return chunks.stream().flatMap(it -> new ChunkWork(context, it).backward().stream()).toList();
  }

  /** Floating-point operations of matrix products and attention. */
  static double flops(List<Step> steps) {
    return flops(steps, kernel -> true);
  }

  /** The same of some kernels. */
  static double flops(List<Step> steps, Predicate<Step.Kernel> which) {
    double sum = 0;
    for (Step step : steps) {
      if (step instanceof Step.Kernel kernel && which.test(kernel)) {
        sum +=
            switch (kernel.operation()) {
              case Operation.MatrixProduct product -> product.flops();
              case Operation.Attention attention -> attention.flops();
              case Operation.GroupedProduct product -> product.flops();
              case Operation.MemoryPass _,
                  Operation.ScorePass _,
                  Operation.Quantization _,
                  Operation.CacheWrite _,
                  Operation.ExpertLayer _ ->
                  0;
            };
      }
    }
    return sum;
  }

  /** Bytes that pass each rank of a group in its exchanges, (n - 1) / n left out. */
  static double ringBytes(List<Step> steps, Axis axis) {
    double sum = 0;
    for (Step step : steps) {
      if (step instanceof Step.Exchange exchange && exchange.axis() == axis) {
        Collective collective = exchange.collective();
        sum += (collective.kind() == Collective.Kind.ALL_REDUCE ? 2 : 1) * collective.bytes();
      }
    }
    return sum;
  }

  static List<Collective.Kind> exchanges(List<Step> steps, Axis axis) {
    return steps.stream()
        .filter(Step.Exchange.class::isInstance)
        .map(Step.Exchange.class::cast)
        .filter(exchange -> exchange.axis() == axis)
        .map(exchange -> exchange.collective().kind())
        .toList();
  }
}
