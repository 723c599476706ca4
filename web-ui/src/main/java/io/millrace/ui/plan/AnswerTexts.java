package io.millrace.ui.plan;

import io.millrace.scenarios.text.Numbers;
import java.util.Optional;

/**
 * An answer in sentences.
 *
 * @param answer the answer
 */
record AnswerTexts(PlanAnswer answer) {

  /** The best plan with its figures; what is missing where there is none. */
  String best() {
    return answer
        .best()
        .map(
            row ->
                "%s on %s devices takes %s an iteration%s%s%s."
                    .formatted(
                        row.label(),
                        Numbers.whole(row.devices()),
                        Numbers.with(row.iterationTime().value(), "s"),
                        row.simulated() ? " (" + Numbers.range(row.iterationTime()) + ")" : "",
                        row.tokensPerSecondPerDevice().isPresent()
                            ? ": %s tokens/s a device"
                                .formatted(
                                    Numbers.plain(row.tokensPerSecondPerDevice().getAsDouble()))
                            : "",
                        row.utilization().isPresent()
                            ? ", %s of the devices' peak"
                                .formatted(Numbers.percent(row.utilization().getAsDouble()))
                            : ""))
        .orElseGet(
            () ->
                answer.feasible()
                    ? "No plan was found before the search ended."
                    : "No plan of this scenario is possible.");
  }

  /** How sure it is that nothing is better. */
  String certainty() {
    PlanAnswer.Search search = answer.search();
    String looked =
        "%s plans looked at in %s"
            .formatted(Numbers.whole(search.candidates()), Numbers.with(search.seconds(), "s"));
    String bound =
        bound().map(it -> "no plan gets below %s by the estimate".formatted(it)).orElse("");
    String end =
        search.open() == 0
            ? "none was left open"
            : "the search ended early (%s) with %s left open, one of which may be up to %s better"
                .formatted(
                    search.ended(), Numbers.whole(search.open()), Numbers.percent(search.gap()));
    return "%s; %s%s.".formatted(looked, end, bound.isEmpty() ? "" : "; " + bound);
  }

  private Optional<String> bound() {
    if (answer.search().bound().isEmpty() || answer.plans().isEmpty()) {
      return Optional.empty();
    }
    double bound = answer.search().bound().getAsDouble();
    return switch (answer.objective()) {
      case "time" -> Optional.of(Numbers.with(bound, "s") + " an iteration");
      case "cost", "tokens-per-dollar" ->
          Optional.of(Numbers.with(bound, "USD/Mtoken") + " a million tokens");
      case "energy" -> Optional.of(Numbers.with(bound, "J") + " a token");
      default -> Optional.empty();
    };
  }
}
