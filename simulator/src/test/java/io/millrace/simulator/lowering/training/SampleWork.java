package io.millrace.simulator.lowering.training;

import io.millrace.model.scenario.Scenario;
import io.millrace.simulator.ConstantCosts;
import io.millrace.simulator.Sample;
import io.millrace.simulator.cost.Collective;
import io.millrace.simulator.cost.Operation;
import java.util.List;
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
    return new SampleWork(
        context, StageLayout.of(context.model(), context.workload(), context.plan()));
  }

  ChunkWork chunk(int virtualStage) {
    return new ChunkWork(context, chunks.get(virtualStage));
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
              case Operation.MemoryPass pass -> 0;
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
