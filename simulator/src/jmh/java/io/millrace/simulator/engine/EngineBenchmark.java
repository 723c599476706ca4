package io.millrace.simulator.engine;

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

/** One run of an engine that has run before; each name says how many tasks the graph has. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EngineBenchmark {

  /** The graphs, from those where nothing meets to those where nearly everything does. */
  public enum Graph {
    STREAMS_65_024 {
      @Override
      TaskGraph make() {
        return Graphs.streams(64, 256);
      }
    },
    STREAMS_199_136 {
      @Override
      TaskGraph make() {
        return Graphs.streams(64, 784);
      }
    },
    RING_OF_1_024_ONE_FLOW_A_LINK_20_480 {
      @Override
      TaskGraph make() {
        return Graphs.ring(1024, 1, 20);
      }
    },
    RING_OF_1_024_TEN_FLOWS_A_LINK_102_400 {
      @Override
      TaskGraph make() {
        return Graphs.ring(1024, 10, 10);
      }
    },
    RANDOM_PAIRS_1_000_AT_ONCE_10_000 {
      @Override
      TaskGraph make() {
        return Graphs.randomPairs(32, 1000, 10);
      }
    },
    RANDOM_PAIRS_4_096_AT_ONCE_20_480 {
      @Override
      TaskGraph make() {
        return Graphs.randomPairs(32, 4096, 5);
      }
    };

    abstract TaskGraph make();
  }

  @Param private Graph graph;

  private final Engine engine = new Engine();
  private TaskGraph made;

  @Setup
  public void make() {
    made = graph.make();
  }

  @Benchmark
  public Outcome run() {
    return engine.run(made);
  }
}
