package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.CrossValidation;
import io.millrace.scenarios.check.Metric;
import io.millrace.scenarios.check.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --max-...}: how far off a check may be before it fails. */
final class CheckLimits {
  private static final String MEAN = "--max-mape";
  private static final String MEDIAN = "--max-median";
  private static final String LEFT_OUT_MEAN = "--max-left-out-mape";
  private static final String LEFT_OUT_MEDIAN = "--max-left-out-median";
  private static final String REFUSED = "--max-refused";
  private static final Pattern COUNT_OR_PERCENT = Pattern.compile("(\\d{1,9}(?:\\.\\d+)?) ?(%?)");

  @Option(
      names = MEAN,
      paramLabel = "PERCENT",
      description = "Fail if the mean absolute error over all cases is larger.")
  private @Nullable Double mean;

  @Option(
      names = MEDIAN,
      paramLabel = "PERCENT",
      description = "Fail if the median absolute error over all cases is larger.")
  private @Nullable Double median;

  @Option(
      names = LEFT_OUT_MEAN,
      paramLabel = "PERCENT",
      description = "The same for families left out of the fit; needs --leave-out.")
  private @Nullable Double leftOutMean;

  @Option(
      names = LEFT_OUT_MEDIAN,
      paramLabel = "PERCENT",
      description = "The same for families left out of the fit; needs --leave-out.")
  private @Nullable Double leftOutMedian;

  @Option(
      names = REFUSED,
      paramLabel = "N|PERCENT",
      description = "Fail if more cases cannot be predicted: a number such as 3, or a share: 2%%.")
  private @Nullable String refused;

  /**
   * Checks the limits themselves.
   *
   * @param leavesOut whether families are left out
   * @throws InvalidInputException if one cannot be held
   */
  void validate(boolean leavesOut) {
    List<Issue> issues = new ArrayList<>();
    if (refused != null && !COUNT_OR_PERCENT.matcher(refused).matches()) {
      issues.add(new Issue(REFUSED, "'" + refused + "' is no number of cases", "such as 3, or 2%"));
    }
    if (!leavesOut && (leftOutMean != null || leftOutMedian != null)) {
      String option = leftOutMean != null ? LEFT_OUT_MEAN : LEFT_OUT_MEDIAN;
      issues.add(new Issue(option, "no family is left out", "add --leave-out all"));
    }
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
  }

  /** The limits that a check exceeds. */
  List<Issue> exceeded(CheckResult result, Optional<CrossValidation> validation) {
    List<Issue> exceeded = new ArrayList<>();
    judge(result, MEAN, mean, Summary::mape).ifPresent(exceeded::add);
    judge(result, MEDIAN, median, Summary::medianApe).ifPresent(exceeded::add);
    validation
        .map(CrossValidation::leftOut)
        .ifPresent(
            leftOut -> {
              judge(leftOut, LEFT_OUT_MEAN, leftOutMean, Summary::mape).ifPresent(exceeded::add);
              judge(leftOut, LEFT_OUT_MEDIAN, leftOutMedian, Summary::medianApe)
                  .ifPresent(exceeded::add);
            });
    judgeRefused(result).ifPresent(exceeded::add);
    return exceeded;
  }

  /**
   * Of iterations and steps, each on its own. No scored case is no proof: it exceeds all limits.
   */
  private static Optional<Issue> judge(
      CheckResult result, String option, @Nullable Double limit, ToDoubleFunction<Summary> error) {
    if (limit == null) {
      return Optional.empty();
    }
    OptionalDouble largest =
        Stream.of(Metric.ITERATION_TIME, Metric.STEP_TIME)
            .flatMap(metric -> result.total(metric).stream())
            .mapToDouble(error)
            .max();
    if (largest.isEmpty()) {
      return Optional.of(Issue.of(option, "no case was predicted"));
    }
    double percent = largest.getAsDouble() * 100;
    return percent <= limit
        ? Optional.empty()
        : Optional.of(
            Issue.of(
                option,
                String.format(Locale.ROOT, "is %s %%, the error is %.2f %%", limit, percent)));
  }

  private Optional<Issue> judgeRefused(CheckResult result) {
    if (refused == null) {
      return Optional.empty();
    }
    Matcher limit = COUNT_OR_PERCENT.matcher(refused);
    if (!limit.matches()) {
      throw new IllegalStateException(refused + " was not validated");
    }
    double number = Double.parseDouble(limit.group(1));
    double most = limit.group(2).isEmpty() ? number : number / 100 * result.cases();
    int found = result.notPredicted().size();
    return found <= most
        ? Optional.empty()
        : Optional.of(
            Issue.of(
                REFUSED,
                "is %s, %d of %d cases cannot be predicted"
                    .formatted(refused, found, result.cases())));
  }
}
