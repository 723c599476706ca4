package io.millrace.scenarios.check;

import io.millrace.model.measurement.MeasuredCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Predictions beside measurements.
 *
 * @param results of every case in the order of the input, one for each of its metrics
 */
public record CheckResult(List<CaseResult> results) {

  /** Copies the list. */
  public CheckResult {
    results = List.copyOf(results);
  }

  /** How many cases there are. */
  public int cases() {
    return count(results.stream());
  }

  /** How many cases are predicted but not scored, as a newer release was measured too. */
  public int superseded() {
    return count(
        results.stream()
            .filter(it -> it instanceof CaseResult.Predicted predicted && !predicted.scored()));
  }

  /** A case with several metrics counts once, one that two files have counts twice. */
  private static int count(Stream<CaseResult> results) {
    Set<MeasuredCase> sources = Collections.newSetFromMap(new IdentityHashMap<>());
    results.forEach(it -> sources.add(it.source()));
    return sources.size();
  }

  /** Predictions of a metric that are scored: those not superseded. */
  public List<CaseResult.Predicted> scored(Metric metric) {
    return results.stream()
        .filter(CaseResult.Predicted.class::isInstance)
        .map(CaseResult.Predicted.class::cast)
        .filter(it -> it.scored() && it.metric() == metric)
        .toList();
  }

  /** Cases that could not be predicted. */
  public List<CaseResult.NotPredicted> notPredicted() {
    return results.stream()
        .filter(CaseResult.NotPredicted.class::isInstance)
        .map(CaseResult.NotPredicted.class::cast)
        .toList();
  }

  /** The metrics that some scored case has. */
  public List<Metric> metrics() {
    return Arrays.stream(Metric.values()).filter(it -> !scored(it).isEmpty()).toList();
  }

  /** The summary over all scored cases; absent where none is. */
  public Optional<Summary> total(Metric metric) {
    List<CaseResult.Predicted> scored = scored(metric);
    return scored.isEmpty() ? Optional.empty() : Optional.of(Summary.of(Summary.ALL, scored));
  }

  /** A summary for each group in the order of the input, then one over all. */
  public List<Summary> summaries(Grouping grouping, Metric metric) {
    Map<String, List<CaseResult.Predicted>> groups = new LinkedHashMap<>();
    for (CaseResult.Predicted predicted : scored(metric)) {
      groups.computeIfAbsent(grouping.of(predicted), it -> new ArrayList<>()).add(predicted);
    }
    List<Summary> summaries = new ArrayList<>();
    groups.forEach((group, members) -> summaries.add(Summary.of(group, members)));
    total(metric).ifPresent(summaries::add);
    return summaries;
  }

  /** The scored predictions of times that are furthest off, worst first. */
  public List<CaseResult.Predicted> worst(int most) {
    return Stream.concat(scored(Metric.ITERATION_TIME).stream(), scored(Metric.STEP_TIME).stream())
        .sorted(
            Comparator.comparingDouble(
                    (CaseResult.Predicted it) -> -Math.abs(Math.log1p(it.error())))
                .thenComparing(CaseResult.Predicted::id))
        .limit(most)
        .toList();
  }
}
