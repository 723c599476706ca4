package io.millrace.simulator.lowering.posttraining;

import java.util.HashMap;
import java.util.Map;

/**
 * Steps between a few that are costed: a run of thousands of requests asks for thousands of batches
 * and contexts that hardly differ. Between two contexts a step's time is nearly a line, between two
 * batches a few per cent apart as well.
 */
final class InterpolatedSteps implements EngineSteps {
  /** Batches up to this size are costed themselves. */
  private static final int FEW = 16;

  /** From one batch that is costed to the next. */
  private static final double RATIO = 1.08;

  /** Tokens of context from one that is costed to the next. */
  private static final int CONTEXT = 512;

  private final EngineSteps steps;
  private final Map<Long, Double> known = new HashMap<>();
  private final Map<Prompts, Double> prompts = new HashMap<>();

  private record Prompts(double requests, double length) {}

  InterpolatedSteps(EngineSteps steps) {
    this.steps = steps;
  }

  @Override
  public double decode(double requests, double context) {
    if (requests <= FEW) {
      return atBatch(requests, context);
    }
    double below = FEW * Math.pow(RATIO, Math.floor(Math.log(requests / FEW) / Math.log(RATIO)));
    double low = Math.max(FEW, Math.floor(below));
    double high = Math.ceil(below * RATIO);
    double share = (requests - low) / (high - low);
    return (1 - share) * atBatch(low, context) + share * atBatch(high, context);
  }

  private double atBatch(double requests, double context) {
    int place = (int) (context / CONTEXT);
    double share = context / CONTEXT - place;
    return (1 - share) * costed(requests, place) + share * costed(requests, place + 1);
  }

  private double costed(double requests, int place) {
    long key = Math.round(requests) << 32 | place;
    return known.computeIfAbsent(
        key, it -> steps.decode(Math.round(requests), Math.max(1, (double) place * CONTEXT)));
  }

  @Override
  public double prefill(double requests, double length) {
    return prompts.computeIfAbsent(
        new Prompts(requests, length), it -> steps.prefill(it.requests(), it.length()));
  }
}
