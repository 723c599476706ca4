package io.millrace.planner.question;

import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Degrees that lie next to others: one is doubled at the cost of another. */
record DegreeNeighbours(Scenario scenario, ParallelStrategy own) {
  private static final int DIMENSIONS = 4;
  private static final List<String> NAMES = List.of("data", "tensor", "pipeline", "context");

  /**
   * Other degrees.
   *
   * @param choice those that differ
   * @param change from what to what
   * @param degrees that multiply to as many devices
   */
  record Degrees(String choice, String change, ParallelStrategy degrees) {}

  List<Degrees> all() {
    List<Degrees> all = new ArrayList<>();
    for (int more = 0; more < DIMENSIONS; more++) {
      for (int fewer = 0; fewer < DIMENSIONS; fewer++) {
        int[] degrees = {own.data(), own.tensor(), own.pipeline(), own.context()};
        if (more != fewer && degrees[fewer] % 2 == 0) {
          String change =
              "%s %d -> %d, %s %d -> %d"
                  .formatted(
                      NAMES.get(more),
                      degrees[more],
                      2 * degrees[more],
                      NAMES.get(fewer),
                      degrees[fewer],
                      degrees[fewer] / 2);
          degrees[more] *= 2;
          degrees[fewer] /= 2;
          all.add(new Degrees(NAMES.get(more), change, with(degrees)));
        }
      }
    }
    if (scenario.model().hasExperts()) {
      all.add(experts(2 * own.expert()));
      if (own.expert() % 2 == 0) {
        all.add(experts(own.expert() / 2));
      }
    }
    return all;
  }

  /** Experts are spread as before, or as far as the ranks go. */
  private ParallelStrategy with(int[] degrees) {
    int ranks = degrees[0] * degrees[1] * degrees[3];
    int expert = own.expert();
    while (ranks % expert != 0) {
      expert /= 2;
    }
    return new ParallelStrategy(
        degrees[0], degrees[1], degrees[2], degrees[3], Math.max(1, expert));
  }

  private Degrees experts(int number) {
    return new Degrees(
        "expert",
        "expert %d -> %d".formatted(own.expert(), number),
        new ParallelStrategy(own.data(), own.tensor(), own.pipeline(), own.context(), number));
  }
}
