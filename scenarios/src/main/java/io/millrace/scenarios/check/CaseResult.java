package io.millrace.scenarios.check;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.report.Figure;
import io.millrace.model.scenario.Scenario;

/** What came of predicting one measured case. */
public sealed interface CaseResult {

  /** The case. */
  MeasuredCase source();

  /** The case's name. */
  default String id() {
    return source().id();
  }

  /** The group it is summarised with. */
  default String family() {
    return source().family();
  }

  /**
   * A prediction beside what was measured; a case of which several things were measured has as many
   * of these.
   *
   * @param source the case, which has a value of the metric
   * @param metric what was measured
   * @param prediction everything predicted
   */
  record Predicted(MeasuredCase source, Metric metric, Prediction prediction)
      implements CaseResult {

    /**
     * What was predicted, of training.
     *
     * @throws java.util.NoSuchElementException for a case of another kind
     */
    public Scenario scenario() {
      return source.scenario().orElseThrow();
    }

    /** The measured value, in the unit of the metric. */
    public double measured() {
      return metric.measured(source.measured().orElseThrow()).orElseThrow();
    }

    /** The prediction with its range, in the unit of the metric. */
    public Figure predicted() {
      return prediction.figure(metric);
    }

    /** Predicted over measured, minus one. */
    public double error() {
      return predicted().value() / measured() - 1;
    }

    /** Whether the prediction says how far off it may be. */
    public boolean hasRange() {
      return predicted().low() < predicted().high();
    }

    /** Whether the measured value lies in the predicted range. */
    public boolean covered() {
      Figure figure = predicted();
      return measured() >= figure.low() && measured() <= figure.high();
    }

    /** Whether it counts: no newer measurement of the same configuration replaces it. */
    public boolean scored() {
      return !source.superseded();
    }
  }

  /**
   * No prediction.
   *
   * @param reason why not
   */
  record NotPredicted(MeasuredCase source, String reason) implements CaseResult {}
}
