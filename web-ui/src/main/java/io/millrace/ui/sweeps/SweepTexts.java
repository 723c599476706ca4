package io.millrace.ui.sweeps;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.scenarios.sweep.SweepRun;
import java.util.List;

/** Reads sweeps that people type: none of them gets at a file of the server, or fills its disk. */
final class SweepTexts {
  /** Points of a sweep here; the command line has no such bound. */
  static final long MOST_POINTS = 200_000;

  private static final int LONGEST = 1 << 20;

  private SweepTexts() {}

  /** Reads one. */
  static Parsed<SweepRun> read(String text) {
    if (text.length() > LONGEST) {
      return invalid("is longer than a mebibyte", "a sweep has some lines");
    }
    return SweepRun.parse(text)
        .then(
            sweep ->
                sweep.points() <= MOST_POINTS
                    ? new Parsed.Valid<>(sweep)
                    : invalid(
                        "has %,d points; the dashboard takes %,d"
                            .formatted(sweep.points(), MOST_POINTS),
                        "vary less, or use './millrace sweep'"));
  }

  private static Parsed<SweepRun> invalid(String message, String hint) {
    return new Parsed.Invalid<>(List.of(new Issue(Issue.WHOLE, message, hint)));
  }
}
