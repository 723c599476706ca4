package io.millrace.simulator;

import io.millrace.model.input.Document;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long one training iteration takes to simulate, from a resolved scenario to its report. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(1)
public class TrainingSimulationBenchmark {

  /** The largest run of 2104.04473, table 1: 1008 billion parameters, 512 micro-batches. */
  private static final String TRILLION =
      """
      version: 1
      name: a trillion parameters on 3072 devices
      cluster: {device: nvidia-a100-sxm-80g, devices: 3072}
      model: {layers: 128, hidden: 25600, ffn: 102400, heads: 160, vocab: 51200,
              activation: gelu, tiedEmbeddings: true}
      workload: {type: training, framework: megatron-lm-2021, globalBatch: 3072, sequence: 2048,
                 precision: fp16}
      plan: {label: d6t8p64, microBatch: 1, recompute: full}
      """;

  /** A trillion parameters on Frontier (2312.12705): 1,600 micro-batches. */
  private static final String FRONTIER =
      """
      version: 1
      name: a trillion parameters on 3072 graphics compute dies
      cluster: {device: amd-mi250x-gcd, devices: 3072}
      model: {layers: 128, hidden: 25600, ffn: 102400, heads: 128, vocab: 51200,
              activation: gelu, tiedEmbeddings: true}
      workload: {type: training, framework: megatron-deepspeed, globalBatch: 9600, sequence: 2048,
                 precision: fp16}
      plan: {label: d6t8p64, microBatch: 1, sharding: zero1, recompute: full}
      """;

  /** What a search looks at thousands of times. */
  private static final String CANDIDATE =
      """
      version: 1
      name: a candidate on 64 devices
      cluster: {device: nvidia-h100-sxm, devices: 64}
      model: llama-3.1-70b
      workload: {type: training, framework: megatron-core-2024, globalBatch: 128, sequence: 8192,
                 precision: bf16}
      plan: {label: d4t4p4, microBatch: 1, sharding: zero1, sequenceParallel: true,
             virtualStages: 5, schedule: interleaved, recompute: none}
      """;

  /** What is simulated. */
  public enum Run {
    /** Of 3,072 devices. */
    TRILLION(TrainingSimulationBenchmark.TRILLION),
    /** Of 3,072 devices with many micro-batches. */
    FRONTIER(TrainingSimulationBenchmark.FRONTIER),
    /** Of 64 devices. */
    CANDIDATE(TrainingSimulationBenchmark.CANDIDATE);

    private final String text;

    Run(String text) {
      this.text = text;
    }

    Scenario read() {
      return ScenarioReader.bundled()
          .read(Document.parse(text, false).orThrow(), Path.of(""))
          .orThrow();
    }
  }

  /** The scenario. */
  @Param public Run run;

  /** Whether what ran when is kept as well. */
  @Param({"false", "true"})
  public boolean timeline;

  private Scenario scenario;

  /** Reads the scenario. */
  @Setup
  public void read() {
    scenario = run.read();
  }

  /** One iteration. */
  @Benchmark
  public SimulationReport simulate() {
    return Simulator.calibrated()
        .simulate(scenario, scenario.plan().orElseThrow(), timeline)
        .report();
  }
}
