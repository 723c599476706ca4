package io.millrace.simulator;

import io.millrace.model.input.Document;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
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

/**
 * How long one training iteration takes to simulate, from a resolved scenario to its report, on one
 * core and in 512 MiB.
 *
 * <p>The goals: with its range, a trillion parameters on 3,072 devices within 300 ms and 405
 * billion on 16,384 within 500 ms. The prediction alone is what a search asks for again and again;
 * tens of milliseconds are its measure.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xmx512m",
      "-XX:ActiveProcessorCount=1",
      "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0"
    })
public class TrainingSimulationBenchmark {

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
    /** A trillion parameters on 3,072 devices (2104.04473, table 1): 512 micro-batches. */
    MEGATRON_1T_3072("megatron-1t-3072-a100"),
    /** 405 billion parameters on 16,384 devices: no part of its 16 micro-batches repeats. */
    LLAMA_405B_16384("llama-3.1-405b-16384-h100"),
    /** A trillion parameters on Frontier (2312.12705): 1,600 micro-batches, 64 go around. */
    FRONTIER_1T_3072("frontier-1t-3072-mi250x"),
    /** Of 64 devices. */
    CANDIDATE_64("");

    private final String file;

    Run(String file) {
      this.file = file;
    }

    Scenario read() {
      ScenarioReader reader = ScenarioReader.bundled();
      if (file.isEmpty()) {
        return reader.read(Document.parse(CANDIDATE, false).orThrow(), Path.of("")).orThrow();
      }
      Path home = Path.of(System.getProperty("millrace.home", "."));
      return reader.read(home.resolve("scenarios/library/" + file + ".yaml")).orThrow();
    }
  }

  /** The scenario. */
  @Param public Run run;

  private final Simulator alone = Simulator.with(Calibration.bundled(), RangeMethod.none());
  private final Simulator calibrated = Simulator.calibrated();
  private Scenario scenario;

  /** Reads the scenario. */
  @Setup
  public void read() {
    scenario = run.read();
  }

  /** The prediction alone. */
  @Benchmark
  public SimulationReport point() {
    return simulate(alone, false);
  }

  /** The prediction with its range. */
  @Benchmark
  public SimulationReport range() {
    return simulate(calibrated, false);
  }

  /** The prediction with what ran when. */
  @Benchmark
  public SimulationReport timeline() {
    return simulate(alone, true);
  }

  private SimulationReport simulate(Simulator simulator, boolean withTimeline) {
    return simulator.simulate(scenario, scenario.plan().orElseThrow(), withTimeline).report();
  }
}
