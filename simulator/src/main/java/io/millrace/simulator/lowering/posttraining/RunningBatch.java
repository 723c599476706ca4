package io.millrace.simulator.lowering.posttraining;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;

/**
 * The requests that an engine works on together, from one of their ends to the next. Between two
 * ends nothing changes but the context, which grows by a token a step; what the steps take is that
 * of the step in the middle, as costs are nearly linear in the context.
 */
final class RunningBatch {
  /** Further apart than this, steps with equal requests are not summed by their middle. */
  private static final int MOST_STEPS = 512;

  /** Tokens of prompts that are read at once, as engines limit them (vLLM's default). */
  private static final int PREFILL_TOKENS = 8192;

  private final EngineSteps engine;
  private final int promptTokens;
  private final PriorityQueue<Request> running =
      new PriorityQueue<>(
          Comparator.comparingLong(Request::end)
              .thenComparing(Request::begin)
              .thenComparing(Request::group));

  private long step;
  private long begun;
  private int unread;
  private double seconds;

  /**
   * A request between two steps.
   *
   * @param group what is told when it ends
   */
  private record Request(long begin, long end, int group) {}

  RunningBatch(EngineSteps engine, int promptTokens) {
    this.engine = engine;
    this.promptTokens = promptTokens;
  }

  int size() {
    return running.size();
  }

  /** Seconds since the first request was added. */
  double seconds() {
    return seconds;
  }

  /** Adds a request whose prompt is read before the next step. */
  void add(int length, int group) {
    running.add(new Request(step, step + length, group));
    begun += step;
    unread++;
  }

  /** Goes on until at least one request has ended. */
  void advance(IntConsumer ended) {
    advance(ended, Double.POSITIVE_INFINITY);
  }

  /** Goes on until at least one request has ended or the step is over in which a time comes. */
  void advance(IntConsumer ended, double time) {
    seconds += read(unread, promptTokens);
    unread = 0;
    long until = running.element().end();
    int active = running.size();
    while (step < until && seconds < time) {
      long steps = Math.min(MOST_STEPS, until - step);
      double generated = step + steps / 2.0 - (double) begun / active;
      double one = engine.decode(active, promptTokens + generated);
      steps = (long) Math.min(steps, Math.ceil((time - seconds) / one));
      seconds += steps * one;
      step += steps;
    }
    while (!running.isEmpty() && running.element().end() <= step) {
      Request request = running.remove();
      begun -= request.begin();
      ended.accept(request.group());
    }
  }

  /** Does nothing until a time comes. */
  void rest(double time) {
    seconds = Math.max(seconds, time);
  }

  /** Computes the keys and values of all that has been read and written again. */
  void readAgain() {
    if (!running.isEmpty()) {
      double generated = step - (double) begun / running.size();
      seconds += read(running.size(), promptTokens + generated);
    }
  }

  private double read(int requests, double length) {
    if (requests == 0) {
      return 0;
    }
    double chunks = Math.ceil(requests * length / PREFILL_TOKENS);
    return chunks * engine.prefill(requests / chunks, length);
  }
}
