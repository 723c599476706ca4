package io.millrace.scenarios.check;

import io.millrace.model.input.Assumption;
import io.millrace.model.report.Contribution;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why a prediction may be off.
 *
 * @param assumption the choice that weighs most among those the configuration leaves open
 * @param parameter the number that the range hangs on most
 */
public record Doubts(Optional<Assumption> assumption, Optional<Contribution> parameter) {
  /** What moves an iteration time most where it was guessed wrong, first. */
  private static final List<String> WEIGHTY =
      List.of(
          "recompute",
          "framework",
          "virtualStages",
          "schedule",
          "microBatch",
          "heads",
          "activation",
          "interNodePerDevice",
          "oversubscription",
          "node");

  /** The doubts about a prediction. */
  public static Doubts about(CaseResult.Predicted predicted) {
    return new Doubts(
        predicted.prediction().assumptions().stream().min(Comparator.comparingInt(Doubts::rank)),
        predicted.metric() != Metric.PEAK_MEMORY
            ? predicted.prediction().contributions().stream().findFirst()
            : Optional.empty());
  }

  private static int rank(Assumption assumption) {
    String key = assumption.path().substring(assumption.path().lastIndexOf('.') + 1);
    int rank = WEIGHTY.indexOf(key);
    return rank < 0 ? WEIGHTY.size() : rank;
  }
}
