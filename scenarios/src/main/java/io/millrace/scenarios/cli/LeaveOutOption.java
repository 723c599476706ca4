package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.scenarios.check.CrossValidation;
import io.millrace.scenarios.check.CrossValidator;
import io.millrace.scenarios.check.Summary;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** {@code --leave-out FAMILY|all}: families to predict with parameters that never saw them. */
final class LeaveOutOption {
  private static final String NAME = "--leave-out";

  /** A third round changed the mean error over the published runs by less than 0.1 %. */
  static final int ROUNDS = 2;

  @Option(
      names = NAME,
      paramLabel = "FAMILY|all",
      split = ",",
      description =
          "Fit parameters to the other families, starting from what is known without any run, and"
              + " predict this one; all: one family after the other.")
  private List<String> families = new ArrayList<>();

  boolean isGiven() {
    return !families.isEmpty();
  }

  /**
   * The families to leave out.
   *
   * @throws InvalidInputException if no scored case is of one of them
   */
  Set<String> families(List<MeasuredCase> cases) {
    Set<String> known = new LinkedHashSet<>();
    cases.stream()
        .filter(it -> !it.superseded() && it.postTraining().isEmpty())
        .forEach(it -> known.add(it.family()));
    if (families.contains(Summary.ALL)) {
      return known;
    }
    List<Issue> issues = new ArrayList<>();
    for (String family : families) {
      if (!known.contains(family)) {
        String message = "no scored case is of the family '" + family + "'";
        issues.add(new Issue(NAME, message, NearestWord.hint(family, known)));
      }
    }
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
    return new LinkedHashSet<>(families);
  }

  /**
   * Fits with and without the families, showing progress.
   *
   * @param start has the values and spreads before the fit
   */
  static CrossValidation validate(
      Calibration start,
      List<MeasuredCase> cases,
      Set<String> families,
      int rounds,
      Terminal terminal,
      boolean quiet) {
    boolean watched = terminal.showsProgress() && !quiet;
    CrossValidator validator;
    try (ProgressLine progress =
        new ProgressLine(terminal.err(), "predicting before the fit", cases.size(), watched)) {
      validator = CrossValidator.of(start, cases, progress::done);
    }
    try (ProgressLine progress =
        new ProgressLine(terminal.err(), "fitting", validator.steps(rounds), watched)) {
      return validator.run(rounds, families, progress::done);
    }
  }
}
