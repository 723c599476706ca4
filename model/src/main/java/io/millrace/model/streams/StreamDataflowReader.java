package io.millrace.model.streams;

import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import io.millrace.model.quantity.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the stages and streams of a workload. What files leave open is as SRL has it
 * (openpsi-project/srl, api/config.py).
 */
final class StreamDataflowReader {
  private static final String SOURCE = "SRL's default (api/config.py)";
  private static final int RING = 2;
  private static final int SAMPLE_STEPS = 200;
  private static final int MAX_BATCH = 10_240;

  /** A step may not take no time at all. */
  private static final double MOST_SPREAD = 0.99;

  /** Of each number of workers, samples and the like: what a simulation still holds easily. */
  private static final int MOST = 10_000_000;

  /** Steps of environments that all samples in flight may have: minutes of simulation. */
  private static final long MOST_FRAMES = 50_000_000;

  /** Of a step, a batch or a push. */
  private static final Duration LONGEST = new Duration(86_400);

  private final Fields workload;
  private final List<Assumption> assumptions;

  StreamDataflowReader(Fields workload, List<Assumption> assumptions) {
    this.workload = workload;
    this.assumptions = assumptions;
  }

  Optional<StreamDataflow> read() {
    workload.text("type");
    Optional<EnvironmentWorkers> environments =
        workload.object("environments").flatMap(this::environments);
    Optional<PolicyWorkers> policies = workload.object("policies").flatMap(this::policies);
    Optional<TrainerWorkers> trainers = workload.object("trainers").flatMap(this::trainers);
    Optional<ParameterServer> parameters = parameters();
    Optional<Fields> streams = workload.object("streams");
    int samples = streams.map(it -> count(it, "samples")).orElse(1);
    OptionalInt requests =
        streams.map(it -> it.optionalInteger("requests", 1)).orElse(OptionalInt.empty());
    streams.ifPresent(it -> checkSamples(it, samples, trainers));
    streams.ifPresent(Fields::refuseUnknownKeys);
    Optional<StreamDataflow> dataflow =
        workload.build(
            () ->
                new StreamDataflow(
                    environments.orElseThrow(),
                    policies.orElseThrow(),
                    trainers.orElseThrow(),
                    parameters.orElseThrow(),
                    requests.orElseGet(() -> roomForAll(environments.orElseThrow())),
                    samples));
    return dataflow.filter(this::canBeSimulated);
  }

  private int roomForAll(EnvironmentWorkers environments) {
    assume(workload.path("streams.requests"), environments.slots(), "room for all environments");
    return environments.slots();
  }

  private boolean canBeSimulated(StreamDataflow dataflow) {
    long samples = dataflow.samplesInFlight() + dataflow.trainers().samplesPerStep();
    long frames = samples * dataflow.environments().sampleSteps();
    if (frames > MOST_FRAMES) {
      workload.issue(
          "has samples in flight of %,d steps of environments, more than %,d"
              .formatted(frames, MOST_FRAMES),
          "describe a smaller part of it, such as one trainer with its environments");
    }
    return frames <= MOST_FRAMES;
  }

  private static void checkSamples(Fields streams, int samples, Optional<TrainerWorkers> trainers) {
    if (streams.has("samples") && trainers.isPresent()) {
      int step = trainers.get().samplesPerStep();
      if (samples < step) {
        streams.issue(
            "samples",
            "has room for %d, a step of training takes %d".formatted(samples, step),
            "give room for at least a step");
      }
    }
  }

  private Optional<EnvironmentWorkers> environments(Fields fields) {
    int workers = count(fields, "workers");
    int ring = count(fields, "ring", RING, SOURCE);
    Optional<Duration> step = positive(fields, "step");
    double spread = fields.number("spread", 0, MOST_SPREAD, 0);
    if (!fields.has("spread")) {
      assume(fields.path("spread"), 0, "all steps take the same time");
    }
    int sampleSteps = count(fields, "sampleSteps", SAMPLE_STEPS, SOURCE);
    int cores = count(fields, "cores", 1, "one process, one core");
    if ((long) workers * ring > MOST) {
      fields.issue("workers", "with %d environments each are too many".formatted(ring), "");
    }
    return fields.build(
        () ->
            new EnvironmentWorkers(workers, ring, step.orElseThrow(), spread, sampleSteps, cores));
  }

  private Optional<PolicyWorkers> policies(Fields fields) {
    int workers = count(fields, "workers");
    double devices = fields.number("devices", Double.MIN_NORMAL, 1);
    int maxBatch = count(fields, "maxBatch", MAX_BATCH, SOURCE);
    Optional<Duration> fixed = duration(fields, "batchTime");
    Optional<Duration> perRequest = duration(fields, "requestTime");
    return fields.build(
        () ->
            new PolicyWorkers(
                workers,
                devices,
                maxBatch,
                new BatchTime(fixed.orElseThrow(), perRequest.orElseThrow())));
  }

  private Optional<TrainerWorkers> trainers(Fields fields) {
    int replicas = count(fields, "replicas", 1, "no data parallelism is mentioned");
    int batch = count(fields, "batch");
    Optional<Duration> step = positive(fields, "step");
    if ((long) replicas * batch > MOST) {
      fields.issue("batch", "of %d replicas is too large".formatted(replicas), "");
    }
    return fields.build(() -> new TrainerWorkers(replicas, batch, step.orElseThrow()));
  }

  private Optional<ParameterServer> parameters() {
    Optional<Fields> given = workload.optionalObject("parameters");
    if (given.isEmpty()) {
      if (!workload.has("parameters")) {
        assume(workload.path("parameters"), "after every step, at once", SOURCE);
        return Optional.of(new ParameterServer(new PushPeriod.Steps(1), new Duration(0)));
      }
      return Optional.empty();
    }
    Fields fields = given.get();
    OptionalInt steps = fields.optionalInteger("everySteps", 1);
    Optional<Duration> time =
        fields.has("every") ? positive(fields, "every") : Optional.<Duration>empty();
    Duration delay =
        fields.has("delay") ? duration(fields, "delay").orElse(new Duration(0)) : new Duration(0);
    if (fields.has("everySteps") && fields.has("every")) {
      fields.issue("every", "and everySteps are both given", "keep one of them");
    }
    return fields.build(
        () ->
            new ParameterServer(
                time.<PushPeriod>map(PushPeriod.Every::new)
                    .orElseGet(() -> new PushPeriod.Steps(steps.orElse(1))),
                delay));
  }

  /** A required number of at least one. */
  private static int count(Fields fields, String key) {
    return bounded(fields, key, fields.integer(key, 1));
  }

  /** A number of at least one that may be left open. */
  private int count(Fields fields, String key, int otherwise, String reason) {
    if (!fields.has(key)) {
      assume(fields.path(key), otherwise, reason);
    }
    return bounded(fields, key, fields.integer(key, 1, otherwise));
  }

  private static int bounded(Fields fields, String key, int value) {
    if (value > MOST) {
      fields.issue(key, "must be at most %,d, is %,d".formatted(MOST, value), "");
    }
    return value;
  }

  private static Optional<Duration> duration(Fields fields, String key) {
    Optional<Duration> duration = fields.quantity(key, Duration::parse);
    return duration.filter(
        it -> {
          boolean bearable = it.seconds() <= LONGEST.seconds();
          if (!bearable) {
            fields.issue(key, "must be at most " + LONGEST.exact() + ", is " + it.exact(), "");
          }
          return bearable;
        });
  }

  private static Optional<Duration> positive(Fields fields, String key) {
    Optional<Duration> duration = duration(fields, key);
    return duration.filter(
        it -> {
          if (it.seconds() == 0) {
            fields.issue(key, "must be positive, is " + it.exact(), "");
          }
          return it.seconds() > 0;
        });
  }

  private void assume(String path, Object value, String reason) {
    assumptions.add(new Assumption(path, value.toString(), reason));
  }
}
