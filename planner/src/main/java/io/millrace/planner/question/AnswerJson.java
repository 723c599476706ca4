package io.millrace.planner.question;

import io.millrace.model.scenario.TrainingPlanWriter;
import io.millrace.planner.question.FleetAnswer.Fleet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers to questions around plans as {@code answer/1}, whose schema lies beside those of the
 * other results; what is not known is left out.
 */
public final class AnswerJson {
  /** The name and version of the format. */
  public static final String FORMAT = "answer/1";

  private AnswerJson() {}

  private static ObjectNode root(String question) {
    return JsonNodeFactory.instance.objectNode().put("format", FORMAT).put("question", question);
  }

  /** How many devices. */
  public static ObjectNode of(FleetAnswer answer) {
    ObjectNode root = root("devices");
    root.put("feasible", answer.best().isPresent());
    answer.best().ifPresent(it -> fleet(root.putObject("best"), it));
    ArrayNode enough = root.putArray("enough");
    answer.enough().forEach(it -> fleet(enough.addObject(), it));
    answer.nearest().ifPresent(it -> fleet(root.putObject("nearest"), it));
    answer.binding().ifPresent(it -> root.put("binding", it.key()));
    ArrayNode looked = root.putArray("looked");
    answer.looked().forEach(looked::add);
    return root.put("gap", answer.gap());
  }

  private static void fleet(ObjectNode node, Fleet it) {
    node.put("devices", it.devices());
    node.put("label", it.plan().label());
    node.set("plan", TrainingPlanWriter.toTree(it.plan()));
    node.put("iterationTime", it.seconds());
    node.put("totalTime", it.totalSeconds());
    node.put("deviceHours", it.deviceHours());
    it.dollars().ifPresent(dollars -> node.put("dollars", dollars));
    node.put("gap", it.gap());
  }

  /** How large. */
  public static ObjectNode of(LargestAnswer answer) {
    ObjectNode root = root("largest");
    root.put("feasible", answer.best().isPresent());
    root.put("what", answer.what().key());
    root.put("unit", answer.what().unit());
    answer.best().ifPresent(it -> trial(root.putObject("best"), it));
    answer.next().ifPresent(it -> trial(root.putObject("next"), it));
    root.put("step", answer.step());
    ArrayNode trials = root.putArray("trials");
    answer.trials().forEach(it -> trial(trials.addObject(), it));
    return root;
  }

  private static void trial(ObjectNode node, LargestAnswer.Trial it) {
    node.put("size", it.size());
    node.put("parameters", it.parameters());
    it.plan()
        .ifPresent(
            plan -> {
              node.put("label", plan.label());
              node.set("plan", TrainingPlanWriter.toTree(plan));
            });
    it.seconds().ifPresent(seconds -> node.put("iterationTime", seconds));
    if (!it.why().isEmpty()) {
      node.put("why", it.why());
    }
  }

  /** What to buy. */
  public static ObjectNode of(PurchaseAnswer answer) {
    ObjectNode root = root("buy");
    root.put("feasible", !answer.offers().isEmpty());
    ArrayNode offers = root.putArray("offers");
    for (PurchaseAnswer.Offer it : answer.offers()) {
      ObjectNode node = offers.addObject();
      node.put("node", it.node());
      node.put("devices", it.devices());
      node.put("label", it.plan().label());
      node.set("plan", TrainingPlanWriter.toTree(it.plan()));
      node.put("iterationTime", it.seconds());
      node.put("tokensPerSecond", it.tokensPerSecond());
      it.tokensPerDollar().ifPresent(number -> node.put("tokensPerDollar", number));
      it.joulesPerToken().ifPresent(number -> node.put("energyPerToken", number));
      it.totalSeconds().ifPresent(number -> node.put("totalTime", number));
      node.put("gap", it.gap());
    }
    ArrayNode refusals = root.putArray("refusals");
    answer
        .refusals()
        .forEach(it -> refusals.addObject().put("node", it.node()).put("reason", it.reason()));
    return root;
  }
}
