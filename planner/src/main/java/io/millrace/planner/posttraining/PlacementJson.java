package io.millrace.planner.posttraining;

import io.millrace.model.input.Assumption;
import io.millrace.model.planfile.PostTrainingScenarioWriter;
import io.millrace.model.posttraining.StepJson;
import io.millrace.planner.posttraining.PostTrainingAnswer.Planned;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers as {@code post-training-planning/1}, described by {@code
 * post-training-planning-1.schema.json} beside the schemas of the other reports.
 */
public final class PlacementJson {
  /** The name and version of the format. */
  public static final String FORMAT = "post-training-planning/1";

  private PlacementJson() {}

  /** The tree of an answer. What the search took is left out, so that equal questions are equal. */
  public static ObjectNode of(PostTrainingAnswer answer) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT);
    root.put("scenario", answer.question().name());
    root.put("framework", answer.question().framework().id());
    root.put("sharding", answer.question().workload().sharding().key());
    root.put("recompute", answer.question().workload().recompute().key());
    ArrayNode assumptions = root.putArray("assumptions");
    for (Assumption assumption : answer.question().assumptions()) {
      assumptions
          .addObject()
          .put("path", assumption.path())
          .put("value", assumption.value())
          .put("reason", assumption.reason());
    }
    root.put("feasible", answer.feasible());
    answer.refusals().forEach(root.putArray("refusals")::add);
    ObjectNode search = root.putObject("search");
    search.put("candidates", answer.search().candidates());
    search.put("evaluated", answer.search().evaluated());
    search.put("nodes", answer.search().nodes());
    if (answer.feasible()) {
      search.put("bound", answer.search().bound());
      search.put("gap", answer.search().gap());
    }
    search.put("meshes", answer.search().meshes());
    answer.search().layouts().forEach(search.putArray("layouts")::add);
    answer.best().ifPresent(it -> root.set("best", planned(it)));
    ArrayNode finalists = root.putArray("finalists");
    answer.finalists().forEach(it -> finalists.add(planned(it)));
    ArrayNode splits = root.putArray("splits");
    answer.splits().forEach(it -> splits.add(split(it)));
    answer.onPolicy().ifPresent(it -> root.set("onPolicy", planned(it)));
    ArrayNode others = root.putArray("others");
    answer.others().forEach(it -> others.add(planned(it)));
    return root;
  }

  private static ObjectNode planned(Planned planned) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", planned.name());
    node.set("plan", PostTrainingScenarioWriter.plan(planned.plan()));
    node.put("simulated", planned.simulated());
    node.set("step", StepJson.of(planned.report()));
    return node;
  }

  private static ObjectNode split(Split split) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("training", split.training());
    node.put("generation", split.generation());
    node.put("seconds", split.seconds());
    node.put("trainingSeconds", split.trainingSeconds());
    node.put("generationSeconds", split.generationSeconds());
    node.put("boundBy", split.boundBy().key());
    node.set("plan", PostTrainingScenarioWriter.plan(split.plan()));
    return node;
  }
}
