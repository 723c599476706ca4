package io.millrace.ui.runs;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a run stands in the list of its owner's, which begins with the latest. It stays right when
 * the run is removed, and says nothing that whoever lists their own runs does not know.
 *
 * @param submitted when it was asked
 * @param id which of those that were asked at that time it is
 */
public record RunPlace(Instant submitted, UUID id) {
  private static final char BETWEEN = '_';

  /** The place of a run. */
  public static RunPlace of(Run run) {
    return new RunPlace(run.submitted(), run.id());
  }

  /** Reads what {@link #text} writes. */
  public static Optional<RunPlace> read(String text) {
    int middle = text.indexOf(BETWEEN);
    if (middle < 0) {
      return Optional.empty();
    }
    try {
      RunPlace place =
          new RunPlace(
              Instant.parse(text.substring(0, middle)),
              UUID.fromString(text.substring(middle + 1)));
      return place.text().equals(text) ? Optional.of(place) : Optional.empty();
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** For addresses. */
  public String text() {
    return submitted.toString() + BETWEEN + id;
  }
}
