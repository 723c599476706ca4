package io.millrace.scenarios.check;

import io.millrace.model.input.Assumption;
import io.millrace.model.posttraining.StepReport;
import io.millrace.model.report.Contribution;
import io.millrace.model.report.Figure;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was predicted for a case: an iteration of training, or a step of post-training. */
public sealed interface Prediction {

  /** The prediction of a metric; where its range is not known, the range is the value alone. */
  Figure figure(Metric metric);

  /** What was chosen because the configuration does not say. */
  List<Assumption> assumptions();

  /** What the range of the time hangs on, the largest first. */
  List<Contribution> contributions();

  /** Seconds by what they are spent on, in a fixed order. */
  Map<String, Double> parts();

  /**
   * An iteration of training.
   *
   * @param report everything predicted
   */
  record Iteration(SimulationReport report) implements Prediction {

    @Override
    public Figure figure(Metric metric) {
      return switch (metric) {
        case ITERATION_TIME, STEP_TIME -> report.iterationTime();
        case PEAK_MEMORY ->
            Figure.exact(MemoryUse.printedPeak(report.memory()).gibibytes(), metric.unit());
      };
    }

    @Override
    public List<Assumption> assumptions() {
      return report.assumptions();
    }

    @Override
    public List<Contribution> contributions() {
      return report.contributions();
    }

    @Override
    public Map<String, Double> parts() {
      Map<String, Double> parts = new LinkedHashMap<>();
      for (TimePart part : TimePart.values()) {
        parts.put(part.label(), report.breakdown().getOrDefault(part, 0.0));
      }
      return parts;
    }
  }

  /**
   * A step of post-training.
   *
   * @param report everything predicted
   */
  record Step(StepReport report) implements Prediction {

    @Override
    public Figure figure(Metric metric) {
      return report.stepTime();
    }

    @Override
    public List<Assumption> assumptions() {
      return report.assumptions();
    }

    @Override
    public List<Contribution> contributions() {
      return report.contributions();
    }

    @Override
    public Map<String, Double> parts() {
      return report.calls().stream()
          .collect(
              Collectors.toMap(
                  StepReport.Call::name,
                  StepReport.Call::seconds,
                  Double::sum,
                  LinkedHashMap::new));
    }
  }
}
