package io.millrace.simulator.lowering.streams;

import io.millrace.model.streams.BatchTime;
import io.millrace.model.streams.EnvironmentWorkers;
import io.millrace.model.streams.PolicyWorkers;
import io.millrace.model.streams.PushPeriod;
import io.millrace.model.streams.StreamDataflow;
import io.millrace.model.streams.StreamEstimate;
import io.millrace.model.streams.StreamEstimate.Cause;
import io.millrace.model.streams.StreamEstimate.Limit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The closed form of a dataflow of streams: the asymptotic bounds of a closed network of queues
 * (Denning and Buzen, <i>The Operational Analysis of Queueing Network Models</i>, ACM Computing
 * Surveys 10(3), 1978), with batches for service.
 */
public final class StreamEstimator {

  private StreamEstimator() {}

  /** What limits a dataflow, what queues and how old samples are. */
  public static StreamEstimate estimate(StreamDataflow dataflow) {
    EnvironmentWorkers environments = dataflow.environments();
    PolicyWorkers policies = dataflow.policies();
    List<Limit> limits =
        List.of(
            new Limit(Cause.ENVIRONMENTS, environments.workers() / environments.step().seconds()),
            new Limit(Cause.REPLIES, replies(environments, policies)),
            new Limit(Cause.POLICIES, answers(environments, policies)),
            new Limit(
                Cause.TRAINERS,
                dataflow.framesPerTrainingStep() / dataflow.trainers().step().seconds()));
    double queued = samplesQueued(dataflow, limits);
    return new StreamEstimate(limits, queued, staleness(dataflow, limits, queued));
  }

  /**
   * The rate at which environments that never wait for anything but their actions would step.
   *
   * <p>Of <i>N</i> environments <i>X s</i> are being stepped at a rate <i>X</i>, so at most <i>N -
   * X s</i> are in the batches of the <i>P</i> policy workers, <i>n</i> in each. As <i>n / (a + b
   * n)</i> is concave, batches of equal sizes answer most: <i>X = P n / (a + b n)</i> with <i>n =
   * (N - X s) / P</i>, which is a quadratic equation in <i>X</i>. Where <i>n</i> is below one, each
   * request has a batch of its own: <i>X = N / (s + a + b)</i>.
   */
  private static double replies(EnvironmentWorkers environments, PolicyWorkers policies) {
    double slots = environments.slots();
    double step = environments.step().seconds();
    BatchTime time = policies.time();
    double perRequest = time.perRequest().seconds() / policies.workers();
    double square = perRequest * step;
    double linear = time.fixed().seconds() + perRequest * slots + step;
    double root = Math.sqrt(Math.max(0, linear * linear - 4 * square * slots));
    return Math.min(2 * slots / (linear + root), slots / (step + time.seconds(1)));
  }

  /** Policies answer most in the largest batches, which cannot have more than all environments. */
  private static double answers(EnvironmentWorkers environments, PolicyWorkers policies) {
    double share = Math.max(1, (double) environments.slots() / policies.workers());
    return policies.workers() * policies.time().rate(Math.min(policies.maxBatch(), share));
  }

  /**
   * Where trainers hold everything up, the queue is full but for what each step takes, until it is
   * filled again; elsewhere a step begins with the last sample that it takes.
   */
  private static double samplesQueued(StreamDataflow dataflow, List<Limit> limits) {
    double step = dataflow.trainers().samplesPerStep();
    List<Limit> ordered = new ArrayList<>(limits);
    ordered.sort(Comparator.comparingDouble(Limit::framesPerSecond));
    if (ordered.getFirst().cause() != Cause.TRAINERS) {
      return (step - 1) / 2;
    }
    double refill = ordered.getFirst().framesPerSecond() / ordered.get(1).framesPerSecond();
    return dataflow.sampleCapacity() - step / 2 * refill;
  }

  /**
   * Versions made while a sample is: by Little's law a sample lives as long as it takes the
   * trainers to learn from all that are in the making or waiting. To these come the versions that
   * its first action had not heard of: the one being made, and those that were not yet pushed.
   */
  private static double staleness(StreamDataflow dataflow, List<Limit> limits, double queued) {
    double frames = limits.stream().mapToDouble(Limit::framesPerSecond).min().orElseThrow();
    double stepsPerSecond = frames / dataflow.framesPerTrainingStep();
    double living =
        (dataflow.environments().slots() + queued) / dataflow.trainers().samplesPerStep();
    double making = stepsPerSecond * dataflow.trainers().step().seconds();
    double travelling = stepsPerSecond * dataflow.parameters().delay().seconds();
    double held =
        switch (dataflow.parameters().push()) {
          case PushPeriod.Steps steps -> (steps.count() - 1) / 2.0;
          case PushPeriod.Every every -> stepsPerSecond * every.time().seconds() / 2;
        };
    return living + making + travelling + held;
  }
}
