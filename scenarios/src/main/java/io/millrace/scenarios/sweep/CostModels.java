package io.millrace.scenarios.sweep;

import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.lowering.training.CostLibrary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The cost model under each draw of its parameters. Threads share it. */
final class CostModels {
  /** Surroundings to remember: threads are at work on neighbours, which rarely have more. */
  private static final int SURROUNDINGS = 32;

  /** Draws to remember: they vary slowest. */
  private static final int DRAWS = 3;

  private final Optional<Draws> draws;
  private final Map<Integer, Drawn> known =
      new LinkedHashMap<>(DRAWS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Drawn> eldest) {
          return size() > DRAWS;
        }
      };

  /** Parameters, and what has been prepared with them. */
  record Drawn(Calibration calibration, CostLibrary library) {}

  CostModels(Optional<Draws> draws) {
    this.draws = draws;
  }

  /** Of a draw; zero stands for the parameters that ship. */
  synchronized Drawn of(int draw) {
    return known.computeIfAbsent(
        draw,
        _ -> {
          Calibration nominal = Calibration.bundled();
          Calibration drawn = draws.map(it -> it.of(nominal, draw)).orElse(nominal);
          return new Drawn(drawn, new CostLibrary(drawn, SURROUNDINGS));
        });
  }
}
