package io.millrace.ui.library;

import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Measured;
import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.ScenarioRun;
import io.millrace.scenarios.library.LibraryEntry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A scenario of the library and its simulation, which may still be under way.
 *
 * @param entry the scenario as the library lists it
 * @param scenario the scenario, or why it cannot be read
 * @param outcome completes with the simulation or with why there is none, never with an exception
 */
record LibraryRun(
    LibraryEntry entry, Parsed<Scenario> scenario, CompletableFuture<Parsed<ScenarioRun>> outcome) {

  /** The scenario, unless it cannot be read. */
  Optional<Scenario> readScenario() {
    return value(scenario);
  }

  /** What somebody published for the scenario. */
  Optional<Measured> published() {
    return readScenario().flatMap(Scenario::published);
  }

  /** Whether the outcome is known. */
  boolean isDone() {
    return outcome.isDone();
  }

  /** The outcome, if it is known by now. */
  Optional<Parsed<ScenarioRun>> known() {
    return isDone() ? Optional.of(outcome.join()) : Optional.empty();
  }

  /** The simulation, if there is one by now. */
  Optional<ScenarioRun> simulated() {
    return known().flatMap(LibraryRun::value);
  }

  private static <T> Optional<T> value(Parsed<T> parsed) {
    return parsed instanceof Parsed.Valid<T> valid ? Optional.of(valid.value()) : Optional.empty();
  }
}
