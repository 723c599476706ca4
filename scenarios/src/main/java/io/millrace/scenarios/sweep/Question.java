package io.millrace.scenarios.sweep;

import io.millrace.model.input.Fields;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a sweep asks of its points.
 *
 * @param evaluation how rows are made
 * @param best how many plans of each context become rows, the best by formulas first; absent: all
 * @param search how plans are searched, where they are
 * @param draws of the cost model's parameters; absent: the parameters that ship
 */
record Question(Evaluation evaluation, OptionalInt best, Search search, Optional<Draws> draws) {

  /**
   * Reads it.
   *
   * @param isOfPlan whether axes vary the plan of a scenario in all combinations, so that there is
   *     something to choose from
   */
  static Question read(Fields root, Optional<Draws> draws, boolean isOfPlan) {
    Evaluation first =
        root.optionalChoice("evaluate", List.of(Evaluation.values()), Evaluation::key)
            .orElse(Evaluation.COST);
    Optional<Evaluation> then =
        root.optionalChoice("then", List.of(Evaluation.SIMULATE), Evaluation::key);
    OptionalInt best = root.optionalInteger("best", 1);
    if (then.isPresent() && first == Evaluation.SIMULATE) {
      root.issue("then", "simulates what is simulated already", "leave it out");
    } else if (then.isPresent() && best.isEmpty()) {
      root.issue("then", "is for the best of 'evaluate'", "say how many, such as 'best: 3'");
    }
    if (best.isPresent() && !root.has("then") && first == Evaluation.SIMULATE) {
      root.issue(
          "best",
          "chooses before anything is simulated",
          "write 'evaluate: cost' and 'then: simulate', so that formulas choose");
    }
    if (best.isPresent() && first != Evaluation.PLAN && !isOfPlan) {
      root.issue(
          "best",
          "has nothing to choose from, as no axis varies the plan",
          "add an axis such as plan.tensor, or 'evaluate: plan'");
    }
    if (root.has("search") && first != Evaluation.PLAN) {
      root.issue("search", "is for plans that are searched", "add 'evaluate: plan'");
    }
    // Plans that were searched are simulated in any case, before the best is told.
    Evaluation rows = first == Evaluation.PLAN ? first : then.orElse(first);
    return new Question(rows, best, Search.read(root), draws);
  }
}
