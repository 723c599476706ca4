package io.millrace.simulator.lowering.streams;

import io.millrace.model.streams.StreamDataflow;
import io.millrace.model.streams.StreamRun;

/** What is seen of a simulation from a time on. */
final class StreamWatch {
  private final Gauge requests = new Gauge();
  private final Gauge unanswered = new Gauge();
  private final Gauge samples = new Gauge();
  private final Gauge blocked = new Gauge();
  private final Gauge busyPolicies = new Gauge();
  private long frames;
  private long batches;
  private long asked;
  private long learnt;
  private long staleness;
  private long mostStale;
  private long begin;

  /** Forgets what was before a time. */
  void begin(long time) {
    for (Gauge gauge : new Gauge[] {requests, unanswered, samples, blocked, busyPolicies}) {
      gauge.reset(time);
    }
    frames = 0;
    batches = 0;
    asked = 0;
    learnt = 0;
    staleness = 0;
    mostStale = 0;
    begin = time;
  }

  /** An environment was stepped. */
  void step() {
    frames++;
  }

  /** A batch begins. */
  void ask(long time, int size) {
    batches++;
    asked += size;
    busyPolicies.add(time, 1);
    unanswered.add(time, size);
  }

  /** A batch ends. */
  void answer(long time, int size) {
    busyPolicies.add(time, -1);
    unanswered.add(time, -size);
  }

  /** The trainers take a sample that is so many versions old. */
  void learn(int age) {
    learnt++;
    staleness += age;
    mostStale = Math.max(mostStale, age);
  }

  /** How full the streams are, and how many workers wait for room in them. */
  void levels(long time, int waitingRequests, int waitingSamples, int blockedWorkers) {
    requests.set(time, waitingRequests);
    samples.set(time, waitingSamples);
    blocked.set(time, blockedWorkers);
  }

  /**
   * What was seen.
   *
   * @param end the time until which
   * @param secondsPerTick of the clock
   * @param steps of training that began
   */
  StreamRun report(StreamDataflow dataflow, long end, double secondsPerTick, long steps) {
    double seconds = (end - begin) * secondsPerTick;
    double workers = dataflow.environments().workers();
    double stepping = frames * dataflow.environments().step().seconds();
    double training = steps * dataflow.trainers().step().seconds();
    return new StreamRun(
        seconds,
        steps,
        (double) learnt * dataflow.environments().sampleSteps() / seconds,
        new StreamRun.Busy(
            Math.min(1, stepping / (workers * seconds)),
            Math.min(1, busyPolicies.mean(end) / dataflow.policies().workers()),
            Math.min(1, training / seconds)),
        Math.min(1, blocked.mean(end) / workers),
        requests.level(end),
        samples.level(end),
        (double) asked / Math.max(1, batches),
        (requests.mean(end) + unanswered.mean(end)) * seconds / Math.max(1, asked),
        new StreamRun.Level((double) staleness / learnt, mostStale));
  }
}
