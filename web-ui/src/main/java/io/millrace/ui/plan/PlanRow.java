package io.millrace.ui.plan;

import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.Figure;
import io.millrace.model.report.MemoryUse;
import io.millrace.model.report.TimePart;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.Units;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/**
 * A plan of an answer with its figures, by simulation where that was done, else by formulas.
 *
 * @param place in the answer, from 0
 * @param label its degrees in short
 * @param devices how many it uses
 * @param precision of the matrix products
 * @param plan all choices, in the keys of a scenario's plan
 * @param iterationTime with its range where it was simulated
 * @param tokensPerSecondPerDevice absent where the answer does not say how many tokens there are
 * @param utilization of the devices' arithmetic by the model; only where it was simulated
 * @param memoryShare of a device that the fullest stage fills; above 1 it does not fit
 * @param joulesPerToken of all devices, absent where nobody publishes their power
 * @param dollarsPerMillionTokens absent where no price is given
 * @param freeBytes of the fullest device's memory; below 0 it does not fit
 * @param breakdown seconds of the stage that the others wait for, by what they are spent on; empty
 *     in answers of early releases
 * @param bottleneckStage that stage
 * @param reasons why it cannot run
 * @param memory of each stage, empty where it was not simulated
 * @param fits whether every stage fits
 * @param simulated whether it was simulated, or is only estimated
 * @param best whether it is the answer
 * @param own whether it is the scenario's own
 * @param pareto whether no other plan is better in every respect
 */
public record PlanRow(
    int place,
    String label,
    int devices,
    String precision,
    JsonNode plan,
    Figure iterationTime,
    OptionalDouble tokensPerSecondPerDevice,
    OptionalDouble utilization,
    double memoryShare,
    OptionalDouble joulesPerToken,
    OptionalDouble dollarsPerMillionTokens,
    double freeBytes,
    Map<TimePart, Double> breakdown,
    int bottleneckStage,
    List<String> reasons,
    List<MemoryUse> memory,
    boolean fits,
    boolean simulated,
    boolean best,
    boolean own,
    boolean pareto) {

  private static final List<String> DIMENSIONS =
      List.of("data", "tensor", "pipeline", "context", "expert");

  /** Copies the collections. */
  public PlanRow {
    breakdown = Collections.unmodifiableMap(new LinkedHashMap<>(breakdown));
    reasons = List.copyOf(reasons);
    memory = List.copyOf(memory);
  }

  /** By what one plan is told from another. */
  record Identity(JsonNode plan, int devices, String precision) {
    static Identity of(JsonNode run) {
      return new Identity(
          run.path("plan"), run.path("devices").asInt(0), run.path("precision").asString(""));
    }
  }

  /** The lists of the answer that it is in. */
  record Marks(boolean best, boolean own, boolean pareto) {}

  /** Reads a run of {@code planning/1}; {@code tokens} are those of an iteration, 0 if unknown. */
  static PlanRow of(int place, JsonNode run, double tokens, Marks marks) {
    Identity identity = Identity.of(run);
    JsonNode estimate = run.path("estimate");
    JsonNode simulation = run.path("simulated");
    boolean simulated = simulation.isObject();
    Figure time =
        simulated
            ? figure(simulation.path("iterationTime"))
            : exactly(estimate.path("iterationTime").asDouble(0));
    double share =
        estimate.path("memory").path("total").asDouble(0)
            / estimate.path("memory").path("capacity").asDouble(1);
    List<MemoryUse> memory = run.path("memory").valueStream().map(PlanRow::memory).toList();
    double fullest =
        memory.stream()
            .mapToDouble(it -> it.total().count() / (double) it.capacity().count())
            .max()
            .orElse(share);
    double capacity =
        memory.stream()
            .mapToDouble(it -> it.capacity().count())
            .findFirst()
            .orElse(estimate.path("memory").path("capacity").asDouble(0));
    JsonNode said = simulated ? simulation : estimate;
    return new PlanRow(
        place,
        run.path("label").asString(""),
        identity.devices(),
        identity.precision(),
        identity.plan(),
        time,
        tokens > 0
            ? OptionalDouble.of(tokens / time.value() / identity.devices())
            : OptionalDouble.empty(),
        number(simulation.path("modelFlopsUtilization").path("value")),
        fullest,
        energy(simulation, estimate, tokens),
        first(number(simulation.path("cost").path("value")), number(estimate.path("cost"))),
        capacity * (1 - fullest),
        breakdown(said.path("breakdown")),
        said.path("bottleneckStage").asInt(0),
        said.path("reasons").valueStream().map(it -> it.asString("")).toList(),
        memory,
        simulated ? simulation.path("feasible").asBoolean(false) : share <= 1,
        simulated,
        marks.best(),
        marks.own(),
        marks.pareto());
  }

  /** The figure of a simulation is of an iteration. */
  private static OptionalDouble energy(JsonNode simulation, JsonNode estimate, double tokens) {
    OptionalDouble joules = number(simulation.path("energy").path("value"));
    return joules.isPresent() && tokens > 0
        ? OptionalDouble.of(joules.getAsDouble() / tokens)
        : number(estimate.path("energyPerToken"));
  }

  /** Where it is of use, in short. */
  public Optional<String> mark() {
    return best
        ? Optional.of("best")
        : own ? Optional.of("yours") : pareto ? Optional.of("Pareto") : Optional.empty();
  }

  /** Why it cannot run; empty if it can. */
  public Optional<String> whyNot() {
    if (fits) {
      return Optional.empty();
    }
    return Optional.of(
        memory.stream()
            .filter(use -> !use.fits())
            .findFirst()
            .map(
                use ->
                    "stage %d needs %s of %s"
                        .formatted(
                            use.stage(),
                            Units.current().text(use.total()),
                            Units.current().text(use.capacity())))
            .or(() -> reasons.stream().findFirst())
            .orElse("needs %s of the memory".formatted(Numbers.percent(memoryShare))));
  }

  /** The dimensions along which it spreads the work, such as {@code data + tensor}. */
  public String strategy() {
    List<String> spread = DIMENSIONS.stream().filter(it -> plan.path(it).asInt(1) > 1).toList();
    return spread.isEmpty() ? "one device" : String.join(" + ", spread);
  }

  private static Map<TimePart, Double> breakdown(JsonNode node) {
    Map<TimePart, Double> parts = new EnumMap<>(TimePart.class);
    for (TimePart part : TimePart.values()) {
      number(node.path(part.key())).ifPresent(it -> parts.put(part, it));
    }
    return parts;
  }

  static OptionalDouble number(JsonNode node) {
    return node.isNumber() ? OptionalDouble.of(node.doubleValue()) : OptionalDouble.empty();
  }

  private static OptionalDouble first(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() ? one : other;
  }

  private static Figure figure(JsonNode node) {
    return new Figure(
        node.path("value").asDouble(0),
        node.path("low").asDouble(0),
        node.path("high").asDouble(0),
        node.path("unit").asString(""));
  }

  private static Figure exactly(double seconds) {
    return Figure.exact(seconds, "s");
  }

  private static MemoryUse memory(JsonNode node) {
    Map<String, Bytes> parts = new LinkedHashMap<>();
    node.path("parts")
        .propertyStream()
        .forEach(part -> parts.put(part.getKey(), new Bytes(part.getValue().asLong(0))));
    return new MemoryUse(
        node.path("stage").asInt(0),
        node.path("tier").asString(""),
        parts,
        new Bytes(node.path("capacity").asLong(0)));
  }
}
