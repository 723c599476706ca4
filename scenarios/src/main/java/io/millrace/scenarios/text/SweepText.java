package io.millrace.scenarios.text;

import io.millrace.scenarios.query.Refusal;
import io.millrace.scenarios.sweep.SweepOutcome;
import io.millrace.scenarios.sweep.SweepPreview;
import io.millrace.scenarios.sweep.SweepProgress;
import io.millrace.scenarios.sweep.SweepRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Sweeps as text: what they would come to, how far they are, what they came to. */
public final class SweepText {
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;

  private SweepText() {}

  /** What a sweep would come to. */
  public static String of(SweepRun sweep, SweepPreview preview, Palette palette) {
    StringBuilder text = new StringBuilder();
    text.append(palette.strong(sweep.name())).append('\n');
    text.append(
        String.format(
            Locale.ROOT,
            "  %,d points, %s%,d of them meet the conditions%n  %,d chunks to write%n",
            preview.points(),
            preview.counted() ? "" : "about ",
            preview.rows(),
            sweep.chunks()));
    preview
        .secondsPerPoint()
        .ifPresent(
            it ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "  about %s on %d threads, at %s a point%n",
                        duration(it * preview.points() / preview.threads()),
                        preview.threads(),
                        Numbers.with(it, "s"))));
    Table table = new Table(preview.columns().stream().map(Table.Column::words).toList());
    preview.examples().forEach(table::row);
    text.append('\n');
    table.lines(palette).forEach(it -> text.append("  ").append(it).append('\n'));
    return text.toString();
  }

  /** How far a sweep is. */
  public static String line(SweepRun sweep, SweepProgress progress, double elapsed) {
    double perSecond = progress.rows() / elapsed;
    double left =
        elapsed / Math.max(1, progress.chunks()) * (progress.missing() - progress.chunks());
    return String.format(
        Locale.ROOT,
        "%s: %,d rows, %,.0f a second, %,d without figures, %s",
        sweep.name(),
        progress.rows(),
        perSecond,
        progress.failures(),
        progress.chunks() == 0
            ? "the first chunk is not done"
            : "about " + duration(left) + " to go");
  }

  /** What a sweep came to. */
  public static String of(SweepOutcome outcome, Path folder) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d rows in %s, %,.0f a second; %,d without figures%n",
            outcome.rows(),
            duration(outcome.seconds()),
            outcome.rows() / outcome.seconds(),
            outcome.failures()));
    if (outcome.present() > 0) {
      text.append(
          String.format(
              Locale.ROOT, "%,d of %,d chunks were there%n", outcome.present(), outcome.chunks()));
    }
    text.append(
        outcome.complete()
            ? "all rows are in " + folder + "\n"
            : String.format(
                Locale.ROOT,
                "ended early: %,d of %,d chunks are in %s; the same command makes the others%n",
                outcome.present() + outcome.made(),
                outcome.chunks(),
                folder));
    return text.toString();
  }

  /** Why rows have no figures. */
  public static String of(List<Refusal> refusals) {
    StringBuilder text = new StringBuilder();
    for (Refusal refusal : refusals) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %,d %s, such as: %s%n",
              refusal.rows(),
              refusal.status(),
              refusal.error()));
    }
    return text.toString();
  }

  private static String duration(double seconds) {
    if (seconds < 2 * MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < 2 * HOUR
        ? String.format(Locale.ROOT, "%.0f min", seconds / MINUTE)
        : String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
  }
}
