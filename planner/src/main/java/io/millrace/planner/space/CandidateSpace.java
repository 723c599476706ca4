package io.millrace.planner.space;

import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.Pipelining;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.ReplicaStrategy;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.PlanRules;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * The plans that people try by hand: tensor parallelism inside the scale-up domain, pipelines whose
 * stages divide the layers, micro-batches of powers of two, the optimizer's state sharded,
 * everything or nothing computed again. Each obeys {@link PlanRules}.
 */
public final class CandidateSpace {
  private static final int LARGEST_MICRO_BATCH = 8;

  private final Scenario scenario;

  /** The space of a scenario; its own plan, if it has one, plays no part. */
  public CandidateSpace(Scenario scenario) {
    this.scenario = scenario;
  }

  /** All candidates in a fixed order: small tensor and pipeline degrees first. */
  public List<TrainingPlan> candidates() {
    List<TrainingPlan> candidates = new ArrayList<>();
    int devices = scenario.cluster().devices();
    for (int tensor : powersOfTwo(scenario.cluster().scaleUpDomain())) {
      for (int pipeline = 1; pipeline <= scenario.model().layerCount(); pipeline++) {
        boolean fits =
            scenario.model().layerCount() % pipeline == 0
                && devices % ((long) tensor * pipeline) == 0;
        if (fits) {
          addBatches(candidates, tensor, pipeline, devices / (tensor * pipeline));
        }
      }
    }
    return List.copyOf(candidates);
  }

  private void addBatches(List<TrainingPlan> candidates, int tensor, int pipeline, int data) {
    int expert = experts(data);
    ParallelStrategy strategy = new ParallelStrategy(data, tensor, pipeline, 1, expert);
    for (int microBatch : powersOfTwo(LARGEST_MICRO_BATCH)) {
      for (int virtualStages : chunks(pipeline)) {
        for (Recompute recompute : List.of(Recompute.NONE, Recompute.FULL)) {
          TrainingPlan plan =
              new TrainingPlan(
                  strategy,
                  Pipelining.of(
                      virtualStages > 1
                          ? ScheduleKind.INTERLEAVED
                          : ScheduleKind.ONE_FORWARD_ONE_BACKWARD,
                      virtualStages),
                  LayerStrategy.of(microBatch, tensor > 1, recompute),
                  ReplicaStrategy.of(data > 1 ? Sharding.ZERO1 : Sharding.NONE));
          if (allowed(plan)) {
            candidates.add(plan);
          }
        }
      }
    }
  }

  private boolean allowed(TrainingPlan plan) {
    return PlanRules.violations(
            scenario.cluster().devices(), scenario.model(), scenario.workload(), plan, true)
        .isEmpty();
  }

  /** One chunk on each device, or two where the layers divide. */
  private List<Integer> chunks(int pipeline) {
    boolean halves = pipeline > 1 && scenario.model().layerCount() % (2 * pipeline) == 0;
    return halves ? List.of(1, 2) : List.of(1);
  }

  /** The most ranks over which the experts of every layer can be spread. */
  private int experts(int data) {
    ModelArchitecture model = scenario.model();
    int most = 1;
    for (int ranks : powersOfTwo(data)) {
      boolean divides =
          model.layers().stream()
              .map(layer -> layer.feedForward())
              .filter(MixtureOfExperts.class::isInstance)
              .map(MixtureOfExperts.class::cast)
              .allMatch(moe -> moe.experts() % ranks == 0);
      if (model.hasExperts() && divides && data % ranks == 0) {
        most = ranks;
      }
    }
    return most;
  }

  private static List<Integer> powersOfTwo(int most) {
    List<Integer> powers = new ArrayList<>();
    for (int power = 1; power <= most; power *= 2) {
      powers.add(power);
    }
    return powers;
  }
}
