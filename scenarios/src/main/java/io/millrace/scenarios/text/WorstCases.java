package io.millrace.scenarios.text;

import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.Doubts;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to say about a prediction that is far off. */
public final class WorstCases {
  private static final int LARGEST_PARTS = 3;

  private WorstCases() {}

  /** The case with its figures, but for the error. */
  public static String figures(CaseResult.Predicted predicted) {
    return "%s (%s): measured %s, predicted %s (%s)"
        .formatted(
            predicted.id(),
            predicted.family(),
            Numbers.with(predicted.measured(), predicted.metric().unit()),
            Numbers.with(predicted.predicted().value(), predicted.metric().unit()),
            Numbers.range(predicted.predicted()));
  }

  /** Where the time goes, the choice that weighs most and the parameter that weighs most. */
  public static String why(CaseResult.Predicted predicted) {
    Doubts doubts = Doubts.about(predicted);
    return Stream.of(
            Stream.of(largestParts(predicted)),
            doubts.assumption().stream().map(it -> "assumed " + it),
            doubts.parameter().stream()
                .map(
                    it ->
                        "hangs most on %s, %s (%s of the range)"
                            .formatted(
                                it.parameter().path(),
                                it.parameter().text(),
                                Numbers.percent(it.share()))))
        .flatMap(it -> it)
        .collect(Collectors.joining("; "));
  }

  private static String largestParts(CaseResult.Predicted predicted) {
    double whole = predicted.predicted().value();
    return predicted.prediction().parts().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(LARGEST_PARTS)
        .map(part -> part.getKey() + " " + Numbers.percent(part.getValue() / whole))
        .collect(Collectors.joining(", "));
  }
}
