package io.millrace.simulator;

import io.millrace.model.dataflow.CallInstance;
import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Assumption;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.DeviceFill;
import io.millrace.model.posttraining.PostTrainingFrameworks;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepReport;
import io.millrace.model.posttraining.WeightSeconds;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.cost.CostModel;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import io.millrace.simulator.lowering.posttraining.CallSpan;
import io.millrace.simulator.lowering.posttraining.IterationEstimate;
import io.millrace.simulator.lowering.posttraining.IterationEstimator;
import io.millrace.simulator.lowering.posttraining.MemoryClaims;
import io.millrace.simulator.lowering.posttraining.WeightUpdate;
import io.millrace.simulator.range.Range;
import io.millrace.simulator.range.RangeMethod;
import io.millrace.simulator.range.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Estimates iterations, and finds ranges by estimating again with other frameworks' parameters. */
record CalibratedPostTraining(
    CostModel.Factory factory, Calibration calibration, RangeMethod ranges)
    implements PostTrainingEstimator {

  @Override
  public StepReport estimate(PostTrainingScenario scenario, PostTrainingPlan plan) {
    List<Assumption> assumptions = new ArrayList<>(scenario.assumptions());
    factory.create(scenario.cluster(), assumptions);
    CallCosts costs = new CallCosts(scenario, factory);
    IterationEstimate estimate = new IterationEstimator(scenario, costs).estimate(plan);
    Range range = ranges.of(new FrameworkResponse(scenario, plan, estimate.seconds()));
    return new StepReport(
        scenario.name(),
        plan.label(),
        new MemoryClaims(scenario, costs).missing(plan),
        range.around(estimate.seconds()),
        calls(scenario, plan, estimate, new MemoryClaims(scenario, costs).fills(plan)),
        scenario.framework().iteration().seconds(),
        range.contributions(),
        assumptions);
  }

  private IterationEstimate iteration(PostTrainingScenario scenario, PostTrainingPlan plan) {
    return new IterationEstimator(scenario, new CallCosts(scenario, factory)).estimate(plan);
  }

  /** Those of the last iteration, in which nothing is left of how the first one began. */
  private static List<StepReport.Call> calls(
      PostTrainingScenario scenario,
      PostTrainingPlan plan,
      IterationEstimate estimate,
      Map<String, DeviceFill> fills) {
    int last =
        estimate.spans().stream()
            .map(CallSpan::instance)
            .mapToInt(CallInstance::iteration)
            .max()
            .orElse(0);
    List<CallSpan> spans =
        estimate.spans().stream().filter(it -> it.instance().iteration() == last).toList();
    double begin = spans.stream().mapToDouble(CallSpan::start).min().orElse(0);
    return spans.stream()
        .map(
            it ->
                new StepReport.Call(
                    it.instance().call().name(),
                    it.placement().map(CallPlacement::label).orElse(""),
                    it.start() - begin,
                    weights(scenario, plan, it),
                    it.seconds(),
                    Optional.ofNullable(fills.get(it.instance().call().name()))))
        .toList();
  }

  private static WeightSeconds weights(
      PostTrainingScenario scenario, PostTrainingPlan plan, CallSpan span) {
    ModelFunctionCall call = span.instance().call();
    if (span.moved() == 0) {
      return WeightSeconds.NONE;
    }
    String role = call.role().orElseThrow();
    CallPlacement from =
        scenario.workload().dataflow().trainingOf(role).map(plan::placementOf).orElseThrow();
    boolean generates = call.kind() == CallKind.GENERATION;
    return WeightUpdate.of(scenario)
        .parts(scenario.model(role), from, span.placement().orElseThrow(), generates);
  }

  /** How an iteration answers to the parameters of its framework. */
  private final class FrameworkResponse implements Response {
    private final PostTrainingScenario scenario;
    private final PostTrainingPlan plan;
    private final double here;

    FrameworkResponse(PostTrainingScenario scenario, PostTrainingPlan plan, double here) {
      this.scenario = scenario;
      this.plan = plan;
      this.here = here;
    }

    @Override
    public List<Parameter> parameters() {
      return PostTrainingFrameworks.bundled().parametersOf(scenario.framework());
    }

    @Override
    public double seconds(List<Parameter> changed) {
      if (changed.isEmpty()) {
        return here;
      }
      return PostTrainingFrameworks.with(ParameterSet.of(changed))
          .find(scenario.framework().id())
          .map(it -> iteration(scenario.with(it), plan).seconds())
          .orElse(here);
    }

    /** Kernels and collectives are part of what is left: their errors move all calls alike. */
    @Override
    public double structuralError() {
      return scenario.models().values().stream()
          .mapToDouble(calibration::structuralError)
          .max()
          .orElse(0);
    }
  }
}
