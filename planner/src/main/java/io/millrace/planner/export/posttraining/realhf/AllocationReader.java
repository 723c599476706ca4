package io.millrace.planner.export.posttraining.realhf;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.NearestWord;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.posttraining.Placements;
import io.millrace.planner.posttraining.launcher.RealHfExperiment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Reads one allocation of ReaLHF's list. */
final class AllocationReader {
  private final PostTrainingScenario question;
  private final RealHfExperiment experiment;
  private final Issues issues;
  private final Placements placements;

  AllocationReader(
      PostTrainingScenario question,
      RealHfExperiment experiment,
      Issues issues,
      Placements placements) {
    this.question = question;
    this.experiment = experiment;
    this.issues = issues;
    this.placements = placements;
  }

  void read(JsonNode node, String path) {
    if (!node.isObject()) {
      issues.add(path, "is no allocation", "{rpc, device_mesh, parallel}");
      return;
    }
    Fields fields = Fields.of(node, path, issues);
    String rpc = fields.text("rpc");
    Optional<ModelFunctionCall> call = call(rpc);
    if (fields.hasText("rpc") && call.isEmpty()) {
      List<String> known = calls().stream().map(experiment::rpc).toList();
      fields.issue("rpc", "'" + rpc + "' is no call", NearestWord.hint(rpc, known));
    }
    Optional<DeviceMesh> mesh = fields.object("device_mesh").flatMap(it -> mesh(it, node));
    Optional<Fields> parallel = fields.object("parallel");
    int tensor = parallel.map(it -> it.integer("model_parallel_size", 1)).orElse(1);
    int pipeline = parallel.map(it -> it.integer("pipeline_parallel_size", 1)).orElse(1);
    int data = parallel.map(it -> it.integer("data_parallel_size", 1)).orElse(1);
    boolean sequence = parallel.map(it -> it.flag("use_sequence_parallel", false)).orElse(false);
    if (call.isEmpty() || mesh.isEmpty()) {
      return;
    }
    fields
        .make(
            () ->
                new CallPlacement(
                    mesh.get(),
                    new ParallelStrategy(data, tensor, pipeline, 1, 1),
                    sequence,
                    1,
                    OptionalInt.empty()))
        .ifPresent(it -> placements.put(call.get(), path, it));
  }

  private List<ModelFunctionCall> calls() {
    return question.workload().dataflow().placed();
  }

  private Optional<ModelFunctionCall> call(String rpc) {
    return calls().stream().filter(it -> experiment.rpc(it).equals(rpc)).findFirst();
  }

  /** The consecutive ones of the mapping. */
  private Optional<DeviceMesh> mesh(Fields fields, JsonNode allocation) {
    int nodes = fields.integer("n_nodes", 1);
    int perNode = fields.integer("n_gpus_per_node", 1);
    if (perNode != question.cluster().devicesPerNode() || nodes > question.cluster().nodes()) {
      fields.issue(
          "%d nodes of %d devices are not those of the question, %d of %d"
              .formatted(
                  nodes, perNode, question.cluster().nodes(), question.cluster().devicesPerNode()),
          "");
      return Optional.empty();
    }
    JsonNode mapping = allocation.at("/device_mesh/mapping");
    fields.has("mapping");
    int first = -1;
    int count = 0;
    boolean whole = mapping.isArray() && mapping.size() == nodes;
    boolean consecutive = true;
    for (int row = 0; whole && row < nodes; row++) {
      JsonNode devices = mapping.get(row);
      whole = devices.isArray() && devices.size() == perNode;
      for (int column = 0; whole && column < perNode; column++) {
        if (devices.get(column).asInt(0) == 1) {
          int device = row * perNode + column;
          first = first < 0 ? device : first;
          consecutive &= device == first + count;
          count++;
        }
      }
    }
    if (!whole || first < 0 || !consecutive) {
      fields.issue(
          "mapping",
          "has no consecutive devices in a table of %d x %d".formatted(nodes, perNode),
          "rows of ones and zeros, one for each node");
      return Optional.empty();
    }
    return Optional.of(new DeviceMesh(first, count));
  }
}
