package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.workload.Asynchrony;

/**
 * Responses that one engine generates without end, prompt by prompt, while the trainer takes what
 * has ended. A prompt holds its place until the longest of its responses has ended. With every
 * iteration's worth of prompts that have ended the weights go over, and as many more may begin; no
 * more than a share of an iteration's may have begun beyond those by then (verl,
 * verl/experimental/fully_async_policy/fully_async_rollouter.py: {@code max_concurrent_samples} and
 * {@code max_required_samples}). With a share of nothing the engine runs empty in every iteration,
 * as in a synchronous one; with a large one it is always full.
 */
final class StreamedGeneration {
  /** Iterations until the first one's start no longer shows. */
  private static final int BEFORE = 2;

  private static final int COUNTED = 3;

  private final EngineSteps engine;
  private final int promptTokens;
  private final Asynchrony.Streaming streaming;
  private final int places;

  /**
   * Prepares a run.
   *
   * @param places prompts that are worked on at a time at most
   */
  StreamedGeneration(
      EngineSteps engine, int promptTokens, Asynchrony.Streaming streaming, int places) {
    this.engine = engine;
    this.promptTokens = promptTokens;
    this.streaming = streaming;
    this.places = places;
  }

  /**
   * Seconds from one time that the weights go over to the next, where the trainer keeps up.
   *
   * @param lengths of an iteration's responses, those to a prompt together
   * @param group responses to a prompt
   */
  double seconds(int[] lengths, int group) {
    return new Run(lengths, group).seconds();
  }

  /**
   * Seconds until an engine that rested has a trainer's first portion, beyond what had ended when
   * the weights went over: what a trainer waits that is slower than the engines, which have by then
   * begun and ended all they may.
   *
   * @param lengths of an iteration's responses, those to a prompt together
   * @param group responses to a prompt
   */
  double firstPortion(int[] lengths, int group) {
    return new Run(lengths, group).firstPortion();
  }

  /** One run; counts prompts. */
  private final class Run {
    private final int[] lengths;
    private final int group;
    private final int iteration;
    private final int ahead;
    private final int[] left;
    private final RunningBatch batch = new RunningBatch(engine, promptTokens);
    private int begun;
    private int ended;
    private int updates;
    private boolean drains;

    Run(int[] lengths, int group) {
      this.lengths = lengths;
      this.group = group;
      this.iteration = Math.ceilDiv(lengths.length, group);
      this.ahead = (int) Math.floor(streaming.threshold() * iteration);
      this.left = new int[iteration * (BEFORE + COUNTED + 1) + ahead];
    }

    double seconds() {
      double start = 0;
      while (updates < BEFORE + COUNTED) {
        while (!drains && ended + inFlight() < limit() && inFlight() < places) {
          begin();
        }
        batch.advance(this::end);
        drains &= batch.size() > 0;
        while (ended >= (updates + 1) * iteration) {
          update();
          start = updates == BEFORE ? batch.seconds() : start;
        }
      }
      return (batch.seconds() - start) / COUNTED;
    }

    double firstPortion() {
      int missing = Math.ceilDiv(iteration, streaming.portions()) - ahead;
      while (ended < missing) {
        while (ended + inFlight() < limit() && inFlight() < places) {
          begin();
        }
        batch.advance(this::end);
      }
      return batch.seconds();
    }

    private int inFlight() {
      return begun - ended;
    }

    private int limit() {
      return (updates + 1) * iteration + ahead;
    }

    private void begin() {
      int first = begun % iteration * group;
      int count = Math.min(group, lengths.length - first);
      left[begun] = count;
      for (int i = first; i < first + count; i++) {
        batch.add(lengths[i], begun);
      }
      begun++;
    }

    private void end(int prompt) {
      left[prompt]--;
      if (left[prompt] == 0) {
        ended++;
      }
    }

    private void update() {
      updates++;
      if (streaming.partialRollouts()) {
        batch.readAgain();
      } else {
        drains = batch.size() > 0;
      }
    }
  }
}
