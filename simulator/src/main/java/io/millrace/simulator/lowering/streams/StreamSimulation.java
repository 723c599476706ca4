package io.millrace.simulator.lowering.streams;

import io.millrace.model.streams.PushPeriod;
import io.millrace.model.streams.StreamDataflow;
import io.millrace.model.streams.StreamRun;
import io.millrace.simulator.engine.EventQueue;
import io.millrace.simulator.engine.Timescale;

/**
 * Runs a dataflow of streams event by event. Everything that happens at one time happens before
 * trainers and policies look at their queues, so that requests of one time share a batch.
 *
 * <p>Environments begin a part of a step apart and in different places of their samples, as they
 * are after a while; what comes before they run evenly is not watched.
 */
public final class StreamSimulation {
  /** Fewer steps of training are too few for a mean. */
  private static final int LEAST_STEPS = 20;

  private static final int[] NO_BATCH = {};

  private final StreamDataflow dataflow;
  private final Timescale clock;
  private final EventQueue events = new EventQueue();
  private final StreamWatch watch = new StreamWatch();
  private final EnvironmentRings environments;
  private final BoundedQueue requests;
  private final BoundedQueue samples;
  private final Versions versions;

  /** Environments that each policy worker answers. */
  private final int[][] batches;

  private final Ring idlePolicies;
  private final long trainingTicks;
  private boolean training;
  private long stepsBegun;
  private long now;

  private StreamSimulation(StreamDataflow dataflow, long seed) {
    this.dataflow = dataflow;
    clock = clock(dataflow);
    int workers = dataflow.environments().workers();
    int policies = dataflow.policies().workers();
    events.reset(workers + policies + 1);
    environments =
        new EnvironmentRings(
            dataflow.environments(), ticks(dataflow.environments().step().seconds()), seed, events);
    int asked = Math.min(dataflow.requestCapacity(), dataflow.environments().slots());
    requests = new BoundedQueue(asked, workers);
    samples = new BoundedQueue(dataflow.sampleCapacity(), workers);
    versions = new Versions(dataflow.parameters(), clock);
    trainingTicks = ticks(dataflow.trainers().step().seconds());
    batches = new int[policies][];
    idlePolicies = new Ring(policies);
    for (int policy = 0; policy < policies; policy++) {
      batches[policy] = NO_BATCH;
      idlePolicies.add(policy);
    }
  }

  /**
   * Runs until every environment has made about one sample unwatched and one watched.
   *
   * @param seed of the times that steps of environments take
   */
  public static StreamRun run(StreamDataflow dataflow, long seed) {
    long steps = evenSteps(dataflow);
    return new StreamSimulation(dataflow, seed).run(steps, Math.max(LEAST_STEPS, steps));
  }

  /** Steps of training that learn from as many samples as can be in flight. */
  private static long evenSteps(StreamDataflow dataflow) {
    return 1 + Math.ceilDiv(dataflow.samplesInFlight(), dataflow.trainers().samplesPerStep());
  }

  /**
   * A clock that would reach the end even if nothing ran beside anything else: every step of
   * training, and every step of an environment with a batch of its own. Half of its ticks are left
   * for versions that are underway.
   */
  private static Timescale clock(StreamDataflow dataflow) {
    double steps = 2.0 * evenSteps(dataflow) + LEAST_STEPS;
    double samples = steps * dataflow.trainers().samplesPerStep() + dataflow.samplesInFlight();
    double frame = dataflow.environments().step().seconds() + dataflow.policies().time().seconds(1);
    double push =
        dataflow.parameters().delay().seconds()
            + (dataflow.parameters().push() instanceof PushPeriod.Every every
                ? every.time().seconds()
                : 0);
    return Timescale.finestReaching(
        2
            * (steps * dataflow.trainers().step().seconds()
                + samples * dataflow.environments().sampleSteps() * frame
                + push));
  }

  private long ticks(double seconds) {
    return Math.max(1, clock.ticks(seconds));
  }

  private StreamRun run(long unwatched, long watched) {
    environments.begin();
    while (stepsBegun <= unwatched + watched) {
      if (events.isEmpty()) {
        throw new IllegalStateException("all workers wait for each other");
      }
      now = events.nextTime();
      while (events.nextTime() == now) {
        handle(events.poll());
      }
      look();
      if (train() && stepsBegun == unwatched + 1) {
        watch.begin(now);
      }
      answer();
      look();
    }
    return watch.report(dataflow, now, clock.seconds(1), watched);
  }

  private void look() {
    watch.levels(now, requests.size(), samples.size(), requests.waiting() + samples.waiting());
  }

  private void handle(int event) {
    int workers = dataflow.environments().workers();
    int trainer = workers + batches.length;
    if (event < workers) {
      stepped(event);
    } else if (event < trainer) {
      answered(event - workers);
    } else {
      training = false;
      versions.make(now);
    }
  }

  private void stepped(int worker) {
    watch.step();
    boolean ends = environments.endsSample(worker);
    int version = environments.firstVersion(environments.slot(worker));
    if (!ends || samples.offer(worker, version)) {
      request(worker);
    }
  }

  private void request(int worker) {
    if (requests.offer(worker, environments.slot(worker))) {
      environments.rotate(worker, now);
    }
  }

  private void answered(int policy) {
    watch.answer(now, batches[policy].length);
    for (int slot : batches[policy]) {
      environments.reply(slot, now);
    }
    idlePolicies.add(policy);
  }

  /** Begins a step of training if there are samples for it. */
  private boolean train() {
    int step = dataflow.trainers().samplesPerStep();
    if (training || samples.size() < step) {
      return false;
    }
    for (int sample = 0; sample < step; sample++) {
      watch.learn(versions.made() - samples.take());
    }
    training = true;
    stepsBegun++;
    events.schedule(dataflow.environments().workers() + batches.length, now + trainingTicks, 0);
    while (samples.canAdmit()) {
      request(samples.admit());
    }
    return true;
  }

  /** Idle policy workers take what has queued. */
  private void answer() {
    while (idlePolicies.size() > 0 && requests.size() > 0) {
      int policy = idlePolicies.remove();
      int[] batch = new int[Math.min(requests.size(), dataflow.policies().maxBatch())];
      int version = versions.known(now);
      for (int i = 0; i < batch.length; i++) {
        batch[i] = requests.take();
        environments.act(batch[i], version);
      }
      batches[policy] = batch;
      watch.ask(now, batch.length);
      long ticks = ticks(dataflow.policies().time().seconds(batch.length));
      events.schedule(dataflow.environments().workers() + policy, now + ticks, 0);
      while (requests.canAdmit()) {
        environments.rotate(requests.admit(), now);
      }
    }
  }
}
