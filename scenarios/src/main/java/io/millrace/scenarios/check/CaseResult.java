package io.millrace.scenarios.check;

import io.millrace.model.input.Assumption;
import io.millrace.model.report.Figure;
import io.millrace.model.report.TimePart;
import java.util.List;
import java.util.Map;

/** What came of predicting one measured case. */
public sealed interface CaseResult {

  /** The case's name. */
  String id();

  /** The group it is summarised with. */
  String family();

  /**
   * A prediction beside what was measured.
   *
   * @param metric what was measured, such as {@code iterationSeconds}
   * @param measured its value
   * @param predicted the prediction with its range
   * @param superseded whether it is listed only, not scored
   * @param breakdown where the predicted time goes, in seconds
   * @param assumptions what the prediction had to assume
   */
  record Predicted(
      String id,
      String family,
      String metric,
      double measured,
      Figure predicted,
      boolean superseded,
      Map<TimePart, Double> breakdown,
      List<Assumption> assumptions)
      implements CaseResult {

    /** Predicted over measured, minus one. */
    public double error() {
      return predicted.value() / measured - 1;
    }

    /** The size of the error. */
    public double absoluteError() {
      return Math.abs(error());
    }

    /** Whether the measured value lies in the predicted range. */
    public boolean covered() {
      return measured >= predicted.low() && measured <= predicted.high();
    }
  }

  /**
   * No prediction.
   *
   * @param reason why not
   */
  record NotPredicted(String id, String family, String reason) implements CaseResult {}
}
