package io.millrace.scenarios.sweep;

import io.millrace.model.input.Fields;
import io.millrace.model.scenario.Objective;
import io.millrace.planner.launcher.Launcher;
import java.util.List;
import java.util.Optional;

/**
 * How plans are searched. There is no limit of time, since rows must not depend on how busy a
 * machine is.
 *
 * @param objective what plans are compared by; absent: what the scenario says
 * @param launcher what has to be able to run them; absent: anything
 * @param work plans to cost at most
 */
record Search(Optional<Objective> objective, Optional<Launcher> launcher, long work) {
  private static final int LEAST_WORK = 1;

  /** Reads it from the key {@code search}. */
  static Search read(Fields root) {
    Search usual = new Search(Optional.empty(), Optional.empty(), Long.MAX_VALUE);
    return root.optionalObject("search").flatMap(Search::readObject).orElse(usual);
  }

  private static Optional<Search> readObject(Fields fields) {
    Optional<Objective> objective =
        fields.optionalChoice("objective", List.of(Objective.values()), Objective::key);
    Optional<Launcher> launcher =
        fields.optionalChoice("launcher", List.of(Launcher.values()), Launcher::key);
    long work = fields.integer("work", LEAST_WORK, Integer.MAX_VALUE);
    return fields.build(() -> new Search(objective, launcher, work));
  }
}
