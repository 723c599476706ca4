package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.posttraining.GenerationEngine;
import io.millrace.model.posttraining.PostTrainingFramework;
import io.millrace.model.workload.Asynchrony;
import io.millrace.model.workload.PostTraining;

/** What generation takes: on each data-parallel replica an engine with its share of the prompts. */
final class GenerationCalls {
  private final MeshContext context;

  GenerationCalls(MeshContext context) {
    this.context = context;
  }

  CallCost cost() {
    CacheMemory memory = memory();
    int slots = slots(memory);
    double seconds =
        switch (context.workload().asynchrony()) {
          case Asynchrony.Steps batches -> batches(batches, slots);
          case Asynchrony.Streaming streaming ->
              streamed(streaming, slots).seconds(lengths(), context.workload().group());
        };
    double cached = memory.bytes(slots * context.workload().meanSequence()) - memory.weightBytes();
    double libraries = context.libraryBytes();
    return new CallCost(
        seconds, memory.weightBytes() + libraries, cached, memory.roomBytes() + libraries);
  }

  /**
   * What batches take of an engine's time, each: no more than one alone, which is what they take
   * where one has ended before the next may begin.
   */
  private double batches(Asynchrony.Steps batches, int slots) {
    Generation generation = new Generation(steps(), context.workload().promptTokens(), slots);
    int together = together(batches);
    double alone = generation.seconds(lengths());
    return together == 1
        ? alone
        : Math.min(alone, generation.pace(lengths(), together, leastGap()));
  }

  /** Seconds between a batch and weights that know it, whatever the plan: nothing of it hides. */
  private double leastGap() {
    PostTrainingFramework framework = context.framework();
    PostTraining workload = context.workload();
    double seconds = framework.iteration().seconds();
    for (ModelFunctionCall call : workload.dataflow().calls()) {
      seconds +=
          switch (call.kind()) {
            case REWARD_RULE -> workload.rollouts() * framework.reward().seconds();
            case INFERENCE, TRAINING -> framework.call().seconds();
            case GENERATION, ENVIRONMENT -> 0;
          };
    }
    return seconds;
  }

  /**
   * Batches that the engine works on at a time: one, or, where weights go over while it works, as
   * many as may be on their way to the trainer. An engine that makes room for a trainer rests while
   * that trains.
   */
  private int together(Asynchrony.Steps batches) {
    boolean goesOn = context.framework().transfer().inFlight() && !context.beside();
    return goesOn ? 1 + batches.staleness() : 1;
  }

  /** Whether a response fits beside the weights. */
  boolean mayFit() {
    return memory().tokens() >= context.workload().meanSequence();
  }

  /** Seconds that a trainer that is slower than the engines waits for its first portion. */
  double firstPortion() {
    return switch (context.workload().asynchrony()) {
      case Asynchrony.Steps batches -> 0;
      case Asynchrony.Streaming streaming ->
          streamed(streaming, slots(memory())).firstPortion(lengths(), context.workload().group());
    };
  }

  private StreamedGeneration streamed(Asynchrony.Streaming streaming, int slots) {
    int most = context.framework().engine().mostPrompts();
    int places = Math.clamp(slots / context.workload().group(), 1, most);
    return new StreamedGeneration(steps(), context.workload().promptTokens(), streaming, places);
  }

  private int[] lengths() {
    PostTraining workload = context.workload();
    return Generation.lengths(workload.outputs(), requests(), workload.rollouts());
  }

  /** Those of one engine. */
  private int requests() {
    return Math.ceilDiv(context.workload().rollouts(), context.strategy().data());
  }

  private int slots(CacheMemory memory) {
    double fit = Math.max(1, memory.tokens() / context.workload().meanSequence());
    int most = context.framework().engine().mostRequests();
    int waiting =
        switch (context.workload().asynchrony()) {
          case Asynchrony.Steps batches -> together(batches) * requests();
          case Asynchrony.Streaming streaming -> requests();
        };
    return (int) Math.min(Math.min(waiting, most), fit);
  }

  private CacheMemory memory() {
    GenerationEngine engine = context.framework().engine();
    return new CacheMemory(
        context.cluster().device(),
        context.model(),
        context.strategy(),
        context.beside() ? engine.sharedMemory() : engine.ownMemory(),
        context.libraryBytes(),
        weights());
  }

  private EngineSteps steps() {
    return new InterpolatedSteps(
        new StepCosts(
            context.costs(),
            context.cluster(),
            context.model(),
            context.strategy(),
            context.framework().engine(),
            weights()));
  }

  private NumberFormat weights() {
    return context.workload().precision().quantizes() ? NumberFormat.FP8 : NumberFormat.BF16;
  }
}
