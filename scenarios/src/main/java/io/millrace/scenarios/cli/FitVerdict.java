package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.model.parameter.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether fitted parameters are worth writing. */
final class FitVerdict {
  /** Held-out rows further off than this were not timed on what the fit thinks, or not alone. */
  private static final double WORTHLESS = 0.4;

  private FitVerdict() {}

  /**
   * Why not, if they are not.
   *
   * @param unseen error of the rows held out; not a number where there are none
   */
  static Optional<Issue> against(List<Parameter> fitted, double unseen) {
    if (unseen > WORTHLESS) {
      String message =
          String.format(
              Locale.ROOT,
              "is not written: the rows held out are %.0f %% off, more than %.0f %%",
              unseen * 100,
              WORTHLESS * 100);
      return Optional.of(
          new Issue("the fit", message, "are these the hardware and the units of the tables?"));
    }
    if (fitted.isEmpty()) {
      return Optional.of(
          new Issue(
              "the fit",
              "is not written: the rows tell next to nothing of any parameter",
              "more sizes, shapes and operations tell more"));
    }
    return Optional.empty();
  }
}
