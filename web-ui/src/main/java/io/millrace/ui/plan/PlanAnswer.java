package io.millrace.ui.plan;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.report.PlanningJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What a search found, read from {@code planning/1}: all that the dashboard shows of it, so that an
 * answer that was kept years ago looks as it did then.
 *
 * @param objective what plans are compared by
 * @param feasible whether there is a plan
 * @param search what was looked at
 * @param plans every plan of the answer once: the best first, then the scenario's own, then those
 *     of which none is better in every respect
 * @param infeasible why there is no plan
 * @param reasons why the best plan is the best
 * @param assumptions what was chosen because nobody said: path, value and reason
 * @param tool what computed it
 */
public record PlanAnswer(
    String objective,
    boolean feasible,
    Search search,
    List<PlanRow> plans,
    Optional<Infeasible> infeasible,
    Optional<Reasons> reasons,
    List<String> assumptions,
    String tool) {

  /**
   * What was looked at.
   *
   * @param candidates plans in the space
   * @param evaluated those that were costed
   * @param open those that were left undecided
   * @param bound what no plan gets below, in the unit of the objective
   * @param gap how much of its value the best could lose at most to one that was left open
   * @param ended why the search ended
   * @param seconds that it took
   */
  public record Search(
      long candidates,
      long evaluated,
      long open,
      OptionalDouble bound,
      double gap,
      String ended,
      double seconds) {}

  /**
   * Why there is no plan.
   *
   * @param constraint what binds
   * @param reason in a sentence
   * @param changes that make a plan possible, the nearest first
   */
  public record Infeasible(String constraint, String reason, List<String> changes) {}

  /** The best plan. */
  public Optional<PlanRow> best() {
    return plans.stream().filter(PlanRow::best).findFirst();
  }

  /** Reads an answer. */
  public static Parsed<PlanAnswer> read(String json) {
    return Document.parse(json, true)
        .then(
            document -> {
              JsonNode root = document.root();
              String format = root.path("format").asString("");
              return format.equals(PlanningJson.FORMAT)
                  ? new Parsed.Valid<>(of(root))
                  : new Parsed.Invalid<>(
                      List.of(
                          new Issue(
                              "format",
                              "is '%s'; this release shows %s"
                                  .formatted(format, PlanningJson.FORMAT),
                              "ask again to have it computed anew")));
            });
  }

  private static PlanAnswer of(JsonNode root) {
    return new PlanAnswer(
        root.path("objective").asString(""),
        root.path("feasible").asBoolean(false),
        search(root),
        plans(root),
        Optional.of(root.path("infeasible")).filter(JsonNode::isObject).map(PlanAnswer::infeasible),
        Optional.of(root.path("explanation")).filter(JsonNode::isObject).map(Reasons::of),
        root.path("assumptions").valueStream().map(PlanAnswer::assumption).toList(),
        root.path("tool").asString(""));
  }

  private static Search search(JsonNode root) {
    return new Search(
        root.path("candidates").asLong(0),
        root.path("evaluated").asLong(0),
        root.path("open").asLong(0),
        PlanRow.number(root.path("bound")),
        root.path("gap").asDouble(0),
        root.path("ended").asString(""),
        root.path("elapsed").asDouble(0));
  }

  /** A plan that is in several lists of the answer is one row with several marks. */
  private static List<PlanRow> plans(JsonNode root) {
    List<JsonNode> best = root.path("plans").valueStream().toList();
    List<JsonNode> own = Optional.of(root.path("own")).filter(JsonNode::isObject).stream().toList();
    List<JsonNode> pareto = root.path("pareto").valueStream().toList();
    Map<PlanRow.Identity, JsonNode> runs = new LinkedHashMap<>();
    for (List<JsonNode> list : List.of(best, own, pareto)) {
      // One that was simulated says more than its estimate in another list.
      list.forEach(
          run ->
              runs.merge(
                  PlanRow.Identity.of(run), run, (one, two) -> one.has("simulated") ? one : two));
    }
    double tokens = tokens(runs.values().stream().toList());
    List<PlanRow> rows = new ArrayList<>();
    runs.forEach(
        (identity, run) -> {
          Predicate<List<JsonNode>> listed =
              list -> list.stream().anyMatch(it -> PlanRow.Identity.of(it).equals(identity));
          boolean first = !best.isEmpty() && PlanRow.Identity.of(best.getFirst()).equals(identity);
          PlanRow.Marks marks = new PlanRow.Marks(first, listed.test(own), listed.test(pareto));
          rows.add(PlanRow.of(rows.size(), run, tokens, marks));
        });
    return rows;
  }

  /** The tokens of an iteration, which all plans have in common; 0 if none was simulated. */
  private static double tokens(List<JsonNode> runs) {
    return runs.stream()
        .map(run -> run.path("simulated"))
        .filter(JsonNode::isObject)
        .mapToDouble(
            it ->
                it.path("tokensPerSecond").path("value").asDouble(0)
                    * it.path("iterationTime").path("value").asDouble(0))
        .findFirst()
        .orElse(0);
  }

  private static Infeasible infeasible(JsonNode node) {
    return new Infeasible(
        node.path("constraint").asString(""),
        node.path("reason").asString(""),
        node.path("changes")
            .valueStream()
            .map(
                it ->
                    "%s: %s – %s"
                        .formatted(
                            it.path("path").asString(""),
                            it.path("value").asString(""),
                            it.path("effect").asString("")))
            .toList());
  }

  private static String assumption(JsonNode node) {
    return "%s: %s, %s"
        .formatted(
            node.path("path").asString(""),
            node.path("value").asString(""),
            node.path("reason").asString(""));
  }
}
