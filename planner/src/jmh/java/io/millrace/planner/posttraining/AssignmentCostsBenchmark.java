package io.millrace.planner.posttraining;

import io.millrace.model.input.Document;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.search.StopSign;
import io.millrace.simulator.cost.CalibratedCostModel;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import io.millrace.simulator.lowering.posttraining.MemoryClaims;
import java.nio.file.Path;
import java.util.SplittableRandom;
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
 * How many placements of a whole dataflow a second one core costs: the pace of all calls with what
 * their weights travel, and whether they fit. Options have their costs, as in a search.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AssignmentCostsBenchmark {

  /** What is placed. */
  public enum Question {
    /** Six calls on two nodes. */
    PPO_16("ppo", 16, "none"),
    /** The same on eight nodes. */
    PPO_64("ppo", 64, "none"),
    /** Four calls. */
    GRPO_16("grpo", 16, "none"),
    /** The same with generation a step ahead. */
    GRPO_16_AHEAD("grpo", 16, "one-step");

    private final String algorithm;
    private final int devices;
    private final String asynchrony;

    Question(String algorithm, int devices, String asynchrony) {
      this.algorithm = algorithm;
      this.devices = devices;
      this.asynchrony = asynchrony;
    }
  }

  /** What is placed. */
  @Param public Question question;

  /** A power of two: enough that branches are not learnt by heart. */
  private static final int DRAWN = 1024;

  private static final CostModel.Factory FACTORY =
      (cluster, assumptions) -> CalibratedCostModel.of(Calibration.bundled(), cluster, assumptions);

  private final Assignment[] drawn = new Assignment[DRAWN];
  private AssignmentCosts costs = costs(space(scenario(Question.GRPO_16)));
  private int next;

  private static PostTrainingScenario scenario(Question question) {
    String text =
        """
        version: 1
        name: %s of LLaMA-2 7B
        cluster: {device: nvidia-a100-sxm-80g, devices: %d, devicesPerNode: 8}
        model: llama-2-7b
        workload: {
          type: post-training, algorithm: %s, promptTokens: 128, outputTokens: 384,
          outputLengths: fixed, batch: 256, miniBatches: 4, precision: fp16, recompute: full,
          sharding: zero1, framework: nemo-rl, asynchrony: %s}
        """
            .formatted(
                question.algorithm, question.devices, question.algorithm, question.asynchrony);
    return PostTrainingReader.bundled()
        .read(Document.parse(text, false).orThrow(), Path.of(""))
        .orThrow();
  }

  private static PlacementSpace space(PostTrainingScenario scenario) {
    return new SpaceBuilder(
            scenario,
            _ -> new CallCosts(scenario, FACTORY),
            PlacementRefusal.NONE,
            Layout.free(scenario.workload().dataflow()),
            1,
            new StopSign())
        .build();
  }

  private static AssignmentCosts costs(PlacementSpace space) {
    CallCosts calls = new CallCosts(space.scenario(), FACTORY);
    double[] fixed =
        space.scenario().workload().dataflow().calls().stream()
            .mapToDouble(it -> it.kind().runsOnDevices() ? 0 : calls.of(it).seconds())
            .toArray();
    return new AssignmentCosts(space, new MemoryClaims(space.scenario(), calls), fixed);
  }

  /** Draws placements. */
  @Setup
  public void prepare() {
    PlacementSpace space = space(scenario(question));
    costs = costs(space);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < DRAWN; i++) {
      drawn[i] = new Assignment(space.pools(), space.groups().size());
      for (int pool = 0; pool < space.pools(); pool++) {
        int mesh;
        do {
          mesh = random.nextInt(space.meshes().size());
        } while (!space.isPossible(pool, space.sizeOf(mesh)));
        drawn[i].placePool(pool, mesh);
        for (int group : space.groupsOf(pool)) {
          int options = space.options(group, space.sizeOf(mesh)).size();
          drawn[i].placeGroup(group, random.nextInt(options));
        }
      }
    }
  }

  /** One after the other. */
  @Benchmark
  public double cost() {
    return costs.of(drawn[next++ & DRAWN - 1]);
  }
}
