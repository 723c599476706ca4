package io.millrace.simulator.lowering.streams;

import io.millrace.model.quantity.Duration;
import io.millrace.model.streams.BatchTime;
import io.millrace.model.streams.EnvironmentWorkers;
import io.millrace.model.streams.ParameterServer;
import io.millrace.model.streams.PolicyWorkers;
import io.millrace.model.streams.PushPeriod;
import io.millrace.model.streams.StreamDataflow;
import io.millrace.model.streams.TrainerWorkers;

/** Dataflows for tests; times are milliseconds. */
record SampleStreams(
    EnvironmentWorkers environments,
    PolicyWorkers policies,
    TrainerWorkers trainers,
    ParameterServer parameters,
    int requests,
    int samples) {

  /**
   * Four rings of eight environments of 10 ms, two policy workers of 2 ms and 0.1 ms a request,
   * steps of training of 20 ms on 4 samples of 10 steps: environments hold it up at 400 frames/s, a
   * fifth of what trainers manage.
   */
  static SampleStreams ample() {
    return new SampleStreams(
        environments(4, 8, 10, 0),
        policies(2, 16, 2, 0.1),
        trainers(4, 20),
        new ParameterServer(new PushPeriod.Steps(1), milliseconds(0)),
        32,
        16);
  }

  static EnvironmentWorkers environments(int workers, int ring, double step, double spread) {
    return new EnvironmentWorkers(workers, ring, milliseconds(step), spread, 10, 1);
  }

  static PolicyWorkers policies(int workers, int maxBatch, double fixed, double perRequest) {
    return new PolicyWorkers(
        workers, 0.5, maxBatch, new BatchTime(milliseconds(fixed), milliseconds(perRequest)));
  }

  static TrainerWorkers trainers(int batch, double step) {
    return new TrainerWorkers(1, batch, milliseconds(step));
  }

  static Duration milliseconds(double number) {
    return new Duration(number / 1000);
  }

  SampleStreams with(EnvironmentWorkers other) {
    return new SampleStreams(other, policies, trainers, parameters, requests, samples);
  }

  SampleStreams with(PolicyWorkers other) {
    return new SampleStreams(environments, other, trainers, parameters, requests, samples);
  }

  SampleStreams with(TrainerWorkers other) {
    return new SampleStreams(environments, policies, other, parameters, requests, samples);
  }

  SampleStreams with(ParameterServer other) {
    return new SampleStreams(environments, policies, trainers, other, requests, samples);
  }

  SampleStreams withRoom(int forRequests, int forSamples) {
    return new SampleStreams(environments, policies, trainers, parameters, forRequests, forSamples);
  }

  StreamDataflow dataflow() {
    return new StreamDataflow(environments, policies, trainers, parameters, requests, samples);
  }
}
