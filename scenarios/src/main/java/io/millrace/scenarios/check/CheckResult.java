package io.millrace.scenarios.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Predictions beside measurements.
 *
 * @param cases every case in the order of the input
 */
public record CheckResult(List<CaseResult> cases) {

  /** The name of the family that stands for all. */
  public static final String ALL = "all";

  /** Copies the list. */
  public CheckResult {
    cases = List.copyOf(cases);
  }

  /** Predictions that are scored: those not superseded. */
  public List<CaseResult.Predicted> scored() {
    return cases.stream()
        .filter(CaseResult.Predicted.class::isInstance)
        .map(CaseResult.Predicted.class::cast)
        .filter(it -> !it.superseded())
        .toList();
  }

  /** Cases that could not be predicted. */
  public List<CaseResult.NotPredicted> notPredicted() {
    return cases.stream()
        .filter(CaseResult.NotPredicted.class::isInstance)
        .map(CaseResult.NotPredicted.class::cast)
        .toList();
  }

  /** The summary over all scored cases; absent where none is. */
  public Optional<Summary> total() {
    return scored().isEmpty() ? Optional.empty() : Optional.of(Summary.of(ALL, scored()));
  }

  /** A summary for each family in the order of the input, then one over all. */
  public List<Summary> summaries() {
    Map<String, List<CaseResult.Predicted>> families = new LinkedHashMap<>();
    for (CaseResult.Predicted predicted : scored()) {
      families.computeIfAbsent(predicted.family(), it -> new ArrayList<>()).add(predicted);
    }
    List<Summary> summaries = new ArrayList<>();
    families.forEach((family, members) -> summaries.add(Summary.of(family, members)));
    total().ifPresent(summaries::add);
    return summaries;
  }

  /** The scored predictions that are furthest off, worst first. */
  public List<CaseResult.Predicted> worst(int most) {
    return scored().stream()
        .sorted(
            Comparator.comparingDouble(
                    (CaseResult.Predicted it) -> -Math.abs(Math.log1p(it.error())))
                .thenComparing(CaseResult.Predicted::id))
        .limit(most)
        .toList();
  }
}
