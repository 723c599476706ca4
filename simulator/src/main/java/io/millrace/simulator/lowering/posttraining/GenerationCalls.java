package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.posttraining.GenerationEngine;
import io.millrace.model.workload.Asynchrony;
import io.millrace.model.workload.PostTraining;

/** What generation takes: on each data-parallel replica an engine with its share of the prompts. */
final class GenerationCalls {
  private final MeshContext context;

  GenerationCalls(MeshContext context) {
    this.context = context;
  }

  CallCost cost() {
    PostTraining workload = context.workload();
    GenerationEngine engine = context.framework().engine();
    NumberFormat weights = workload.precision().quantizes() ? NumberFormat.FP8 : NumberFormat.BF16;
    double share = context.beside() ? engine.sharedMemory() : engine.ownMemory();
    CacheMemory memory =
        new CacheMemory(
            context.cluster().device(), context.model(), context.strategy(), share, weights);
    EngineSteps steps =
        new StepCosts(
            context.costs(),
            context.cluster(),
            context.model(),
            context.strategy(),
            engine,
            weights);
    int requests = Math.ceilDiv(workload.rollouts(), context.strategy().data());
    double fit = Math.max(1, memory.tokens() / workload.meanSequence());
    int slots = (int) Math.min(Math.min(requests, engine.mostRequests()), fit);
    int[] lengths = Generation.lengths(workload.outputs(), requests, workload.rollouts());
    double seconds = seconds(new InterpolatedSteps(steps), lengths, slots);
    double cached = memory.bytes(slots * workload.meanSequence()) - memory.weightBytes();
    return new CallCost(seconds, memory.weightBytes(), cached, memory.roomBytes());
  }

  private double seconds(EngineSteps steps, int[] lengths, int slots) {
    PostTraining workload = context.workload();
    int prompt = workload.promptTokens();
    return switch (workload.asynchrony()) {
      case Asynchrony.Steps batches -> new Generation(steps, prompt, slots).seconds(lengths);
      case Asynchrony.Streaming streaming -> {
        int most = context.framework().engine().mostPrompts();
        int places = Math.clamp(slots / workload.group(), 1, most);
        yield new StreamedGeneration(steps, prompt, streaming, places)
            .seconds(lengths, workload.group());
      }
    };
  }
}
