package io.millrace.ui.history;

import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.runs.Run;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** When a run was asked and how long it took, in words. */
final class RunTimes {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ROOT);

  private RunTimes() {}

  /** In the time zone of the server. */
  static String asked(Run run) {
    return MINUTES.format(run.submitted().atZone(ZoneId.systemDefault()));
  }

  /** From its turn to its end; nothing while either is open, and of an answer that came with it. */
  static String duration(Run run) {
    Optional<Duration> took =
        run.started().flatMap(from -> run.ended().map(to -> Duration.between(from, to)));
    return took.filter(Duration::isPositive)
        .map(it -> Numbers.with(it.toMillis() / 1e3, "s"))
        .orElse("");
  }
}
