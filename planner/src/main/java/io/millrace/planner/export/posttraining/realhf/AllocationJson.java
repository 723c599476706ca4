package io.millrace.planner.export.posttraining.realhf;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.posttraining.launcher.RealHfExperiment;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Allocations as ReaLHF's search writes them: a list of calls with their meshes, each a table of
 * ones and zeros by node and device (realhf/api/quickstart/device_mesh.py, {@code RPCAllocation}).
 */
final class AllocationJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final PostTrainingLaunchJob job;
  private final NodeNames names;

  AllocationJson(PostTrainingLaunchJob job) {
    this.job = job;
    this.names = new NodeNames(job.cluster().devicesPerNode());
  }

  /** The list. */
  ArrayNode tree(RealHfExperiment experiment) {
    ArrayNode allocations = NODES.arrayNode();
    for (ModelFunctionCall call : job.placed()) {
      CallPlacement placement = job.placement(call);
      ObjectNode allocation = allocations.addObject();
      allocation.put("rpc", experiment.rpc(call));
      allocation.set("device_mesh", mesh(placement.mesh()));
      allocation
          .putObject("parallel")
          .put("model_parallel_size", placement.strategy().tensor())
          .put("pipeline_parallel_size", placement.strategy().pipeline())
          .put("data_parallel_size", placement.strategy().data())
          .put("use_sequence_parallel", placement.sequenceParallel());
    }
    return allocations;
  }

  private ObjectNode mesh(DeviceMesh mesh) {
    int nodes = job.cluster().nodes();
    int perNode = job.cluster().devicesPerNode();
    ObjectNode node = NODES.objectNode().put("n_nodes", nodes).put("n_gpus_per_node", perNode);
    ArrayNode mapping = node.putArray("mapping");
    for (int row = 0; row < nodes; row++) {
      ArrayNode devices = mapping.addArray();
      for (int column = 0; column < perNode; column++) {
        devices.add(mesh.contains(row * perNode + column) ? 1 : 0);
      }
    }
    return node.put("global_mesh_name", names.all(nodes))
        .put("name", names.name(mesh))
        .put("gpu_memory_capacity", job.cluster().device().mainMemory().capacity().count());
  }
}
