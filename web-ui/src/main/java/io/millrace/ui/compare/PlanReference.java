package io.millrace.ui.compare;

import java.util.Optional;
import java.util.UUID;

/**
 * A plan as it stands in an address.
 *
 * @param run that found it
 * @param place in the answer, from 0
 */
record PlanReference(UUID run, int place) {
  private static final String INFIX = ":";

  /** Reads a reference; empty if it is none. */
  static Optional<PlanReference> of(String text) {
    int infix = text.indexOf(INFIX);
    if (infix < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PlanReference(
              UUID.fromString(text.substring(0, infix)),
              Integer.parseInt(text.substring(infix + 1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String text() {
    return run + INFIX + place;
  }
}
