package io.millrace.model.streams;

import io.millrace.model.report.SimulationJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reports of streams as {@code streams-simulation/1}, described by {@code
 * streams-simulation-1.schema.json} beside the schemas of the other reports.
 */
public final class StreamJson {
  /** The name and version of the format. */
  public static final String FORMAT = "streams-simulation/1";

  private StreamJson() {}

  /** The tree of a report. */
  public static ObjectNode of(StreamReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    StreamDataflow dataflow = report.dataflow();
    StreamRun run = report.run();
    root.put("format", FORMAT);
    root.put("scenario", report.scenario());
    root.put("feasible", report.feasible());
    report.reasons().forEach(root.putArray("reasons")::add);
    root.put("framesPerSecond", run.framesPerSecond());
    root.put("samplesPerSecond", run.framesPerSecond() / dataflow.environments().sampleSteps());
    root.put("trainingStepsPerSecond", run.framesPerSecond() / dataflow.framesPerTrainingStep());
    ArrayNode stages = root.putArray("stages");
    for (Stage stage : dataflow.stages()) {
      ObjectNode node = stages.addObject();
      node.put("name", stage.name()).put("workers", stage.workers());
      run.busy(stage).ifPresent(it -> node.put("busy", it));
    }
    ArrayNode streams = root.putArray("streams");
    for (Stream stream : dataflow.graph().edgeSet()) {
      ObjectNode node = streams.addObject();
      node.put("kind", stream.kind().key());
      node.put("from", stream.from().name()).put("to", stream.to().name());
      stream.capacity().ifPresent(it -> node.put("capacity", it));
      run.waiting(stream.kind()).ifPresent(it -> node.set("waiting", level(it)));
    }
    root.put("blocked", run.blocked());
    root.put("meanBatch", run.meanBatch());
    root.put("replySeconds", run.replySeconds());
    root.set("staleness", level(run.staleness()));
    root.putObject("watched").put("seconds", run.seconds()).put("steps", run.trainingSteps());
    root.set("closedForm", closedForm(report.estimate()));
    root.set("assumptions", SimulationJson.assumptions(report.assumptions()));
    return root;
  }

  private static ObjectNode level(StreamRun.Level level) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("mean", level.mean())
        .put("most", level.most());
  }

  private static ObjectNode closedForm(StreamEstimate estimate) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("framesPerSecond", estimate.binding().framesPerSecond());
    node.put("binding", estimate.binding().cause().key());
    ArrayNode limits = node.putArray("limits");
    for (StreamEstimate.Limit limit : estimate.limits()) {
      limits
          .addObject()
          .put("cause", limit.cause().key())
          .put("framesPerSecond", limit.framesPerSecond());
    }
    node.put("samplesQueued", estimate.samplesQueued());
    node.put("staleness", estimate.staleness());
    return node;
  }
}
