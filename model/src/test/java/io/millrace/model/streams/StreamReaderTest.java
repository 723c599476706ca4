package io.millrace.model.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.quantity.Duration;
import java.util.OptionalInt;
import org.jgrapht.alg.cycle.CycleDetector;
import org.junit.jupiter.api.Test;

class StreamReaderTest {
  private static final String COMPLETE =
      """
      version: 1
      name: complete
      seed: 7
      cluster: {device: nvidia-a100-sxm-80g, devices: 3, devicesPerNode: 8}
      workload:
        type: streams
        cores: 32
        environments: {workers: 16, ring: 4, step: 5 ms, spread: 0.2, sampleSteps: 20, cores: 2}
        policies: {workers: 8, devices: 0.25, maxBatch: 64, batchTime: 2 ms, requestTime: 50 us}
        trainers: {replicas: 1, batch: 32, step: 100 ms}
        parameters: {every: 1 s, delay: 10 ms}
        streams: {requests: 48, samples: 64}
      """;

  private static final String SHORTEST =
      """
      version: 1
      name: shortest
      cluster: {device: nvidia-a100-sxm-80g, devices: 3, devicesPerNode: 8}
      workload:
        type: streams
        environments: {workers: 16, step: 5 ms}
        policies: {workers: 8, devices: 0.25, batchTime: 2 ms, requestTime: 50 us}
        trainers: {batch: 32, step: 100 ms}
        streams: {samples: 64}
      """;

  private static Parsed<StreamScenario> read(String text) {
    return Document.parse(text, false).then(StreamReader.bundled()::read);
  }

  @Test
  void readsStagesAndStreams() {
    StreamScenario scenario = read(COMPLETE).orThrow();

    assertThat(scenario.dataflow())
        .isEqualTo(
            new StreamDataflow(
                new EnvironmentWorkers(16, 4, Duration.parse("5 ms"), 0.2, 20, 2),
                new PolicyWorkers(
                    8, 0.25, 64, new BatchTime(Duration.parse("2 ms"), Duration.parse("50 us"))),
                new TrainerWorkers(1, 32, Duration.parse("100 ms")),
                new ParameterServer(
                    new PushPeriod.Every(Duration.parse("1 s")), Duration.parse("10 ms")),
                48,
                64));
    assertThat(scenario.seed()).isEqualTo(7);
    assertThat(scenario.cores()).isEqualTo(OptionalInt.of(32));
    assertThat(scenario.shortages()).isEmpty();
  }

  @Test
  void whatIsLeftOpenIsAsInSrlAndListed() {
    StreamScenario scenario = read(SHORTEST).orThrow();

    assertThat(scenario.dataflow().environments().ring()).isEqualTo(2);
    assertThat(scenario.dataflow().environments().sampleSteps()).isEqualTo(200);
    assertThat(scenario.dataflow().policies().maxBatch()).isEqualTo(10_240);
    assertThat(scenario.dataflow().parameters().push()).isEqualTo(new PushPeriod.Steps(1));
    assertThat(scenario.dataflow().requestCapacity()).isEqualTo(32);
    assertThat(scenario.assumptions().stream().map(it -> it.path()))
        .contains(
            "workload.environments.ring",
            "workload.environments.spread",
            "workload.environments.sampleSteps",
            "workload.environments.cores",
            "workload.policies.maxBatch",
            "workload.trainers.replicas",
            "workload.parameters",
            "workload.streams.requests");
  }

  @Test
  void listsAllIssuesAtOnce() {
    Parsed<StreamScenario> read =
        read(
            """
            version: 1
            name: wrong
            cluster: {device: nvidia-a100-sxm-80g, devices: 3, devicesPerNode: 8}
            workload:
              type: streams
              environments: {workers: 0, rings: 2, step: 0 s, spread: 1}
              policies: {workers: 8, devices: 1.5, batchTime: 2, requestTime: 2 d}
              trainers: {batch: 32, step: 100 ms}
              parameters: {everySteps: 1, every: 1 s}
              streams: {samples: 16}
            """);

    assertThat(read.issues().stream().map(Issue::path))
        .containsExactlyInAnyOrder(
            "workload.environments.workers",
            "workload.environments.rings",
            "workload.environments.step",
            "workload.environments.spread",
            "workload.policies.devices",
            "workload.policies.batchTime",
            "workload.policies.requestTime",
            "workload.parameters.every",
            "workload.streams.samples");
    assertThat(read.issues())
        .contains(
            new Issue(
                "workload.streams.samples",
                "has room for 16, a step of training takes 32",
                "give room for at least a step"));
  }

  @Test
  void refusesWhatWouldTakeDaysToSimulate() {
    assertThat(read(SHORTEST.replace("samples: 64", "samples: 1000000")).issues())
        .singleElement()
        .satisfies(it -> assertThat(it.message()).contains("200,012,800"));
  }

  @Test
  void saysWhatTheClusterLacksAndWhatWouldFit() {
    StreamScenario scenario =
        read(COMPLETE.replace("workers: 8", "workers: 10").replace("cores: 32", "cores: 20"))
            .orThrow();

    assertThat(scenario.shortages())
        .containsExactly(
            "10 policy workers on 0.25 of a device and trainers on 1 need 3.5 devices, there are 3;"
                + " 8 policy workers fit, or 4 devices are enough",
            "16 environment workers of 2 cores need 32 cores, there are 20; 10 workers fit");
  }

  @Test
  void theGraphGoesRound() {
    StreamDataflow dataflow = read(COMPLETE).orThrow().dataflow();

    assertThat(new CycleDetector<>(dataflow.graph()).findCycles())
        .containsExactlyInAnyOrder(
            dataflow.environments(),
            dataflow.policies(),
            dataflow.trainers(),
            dataflow.parameters());
    assertThat(dataflow.graph().getEdge(dataflow.environments(), dataflow.trainers()).capacity())
        .isEqualTo(OptionalInt.of(64));
  }
}
