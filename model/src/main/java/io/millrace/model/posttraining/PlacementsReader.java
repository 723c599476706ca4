package io.millrace.model.posttraining;

import io.millrace.model.dataflow.CallKind;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.input.Assumption;
import io.millrace.model.input.Fields;
import io.millrace.model.input.NearestWord;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.workload.PostTraining;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Reads where calls run. What the input leaves open: devices, which are all of them, or one half to
 * generate and the other for the rest where they do not take turns; the data-parallel degree, which
 * fills them; and whole calls, which run as the training of their role does.
 */
final class PlacementsReader {
  private final Fields fields;
  private final Cluster cluster;
  private final PostTraining workload;
  private final List<Assumption> assumptions;
  private final Map<String, CallPlacement> placements = new TreeMap<>();

  PlacementsReader(
      Fields fields, Cluster cluster, PostTraining workload, List<Assumption> assumptions) {
    this.fields = fields;
    this.cluster = cluster;
    this.workload = workload;
    this.assumptions = assumptions;
  }

  /** Reads the object under {@code plan}. */
  Optional<PostTrainingPlan> read() {
    Optional<Fields> calls = fields.object("calls");
    if (calls.isEmpty()) {
      fields.refuseUnknownKeys();
      return Optional.empty();
    }
    List<ModelFunctionCall> placed = workload.dataflow().placed();
    List<String> names = placed.stream().map(ModelFunctionCall::name).toList();
    for (String key : calls.get().keys()) {
      if (!names.contains(key)) {
        calls.get().issue(key, "is no call of " + workload.dataflow().name(), hint(key, names));
      }
    }
    for (ModelFunctionCall call : placed) {
      calls
          .get()
          .optionalObject(call.name())
          .flatMap(it -> placement(call, it))
          .ifPresent(it -> placements.put(call.name(), it));
    }
    for (ModelFunctionCall call : placed) {
      if (!calls.get().has(call.name())) {
        asTraining(call, calls.get());
      }
    }
    return fields.build(() -> PostTrainingPlan.of(placements));
  }

  private static String hint(String key, List<String> names) {
    return NearestWord.find(key, names).map(it -> "Maybe '" + it + "'?").orElse("");
  }

  private void asTraining(ModelFunctionCall call, Fields calls) {
    Optional<ModelFunctionCall> like =
        workload.dataflow().placed().stream()
            .filter(it -> it.kind() == CallKind.TRAINING && placements.containsKey(it.name()))
            .filter(it -> it.role().equals(call.role()))
            .findFirst()
            .or(
                () ->
                    workload.dataflow().placed().stream()
                        .filter(it -> placements.containsKey(it.name()))
                        .filter(it -> it.kind() == CallKind.TRAINING)
                        .findFirst());
    if (like.isEmpty()) {
      calls.issue(call.name(), "is missing", "say how it is spread");
      return;
    }
    CallPlacement placement = placements.get(like.get().name());
    if (placement == null) {
      return;
    }
    placements.put(call.name(), placement);
    assumptions.add(
        new Assumption(calls.path(call.name()), placement.label(), "as " + like.get().name()));
  }

  private Optional<CallPlacement> placement(ModelFunctionCall call, Fields it) {
    int tensor = it.integer("tensor", 1, 1);
    int pipeline = it.integer("pipeline", 1, 1);
    int context = it.integer("context", 1, 1);
    int expert = it.integer("expert", 1, 1);
    OptionalInt data = it.optionalInteger("data", 1);
    Optional<DeviceMesh> stated = it.optionalQuantity("devices", DeviceMesh::parse);
    long replica = (long) tensor * pipeline * context;
    DeviceMesh mesh = stated.orElseGet(() -> usual(call, it, data, replica));
    boolean sequenceParallel = it.flag("sequenceParallel", tensor > 1);
    int virtualStages = it.integer("virtualStages", 1, 1);
    OptionalInt microBatches = it.optionalInteger("microBatches", 1);
    if (mesh.end() > cluster.devices()) {
      it.issue(
          "devices",
          "%s are more than the %d of the cluster".formatted(mesh.label(), cluster.devices()),
          "");
    }
    if (data.isEmpty() && mesh.size() % replica != 0) {
      it.issue(
          "tensor %d x pipeline %d x context %d do not divide %d devices"
              .formatted(tensor, pipeline, context, mesh.size()),
          "");
    }
    int replicas = data.orElse((int) Math.max(1, mesh.size() / replica));
    int experts = stated.isPresent() ? expert : within(it, expert, replicas * tensor * context);
    return it.build(
        () ->
            new CallPlacement(
                mesh,
                new ParallelStrategy(replicas, tensor, pipeline, context, experts),
                sequenceParallel,
                virtualStages,
                microBatches));
  }

  /** Where devices are assumed, experts are spread over no more ranks than these make. */
  private int within(Fields it, int expert, int ranks) {
    if (expert <= ranks) {
      return expert;
    }
    assumptions.add(
        new Assumption(
            it.path("expert"),
            Integer.toString(ranks),
            "%d ranks are more than the devices assumed have".formatted(expert)));
    return ranks;
  }

  private DeviceMesh usual(ModelFunctionCall call, Fields it, OptionalInt data, long replica) {
    int all = cluster.devices();
    boolean split = !workload.colocated() && all > 1;
    boolean generates = call.kind() == CallKind.GENERATION;
    int first = split && generates ? all / 2 : 0;
    int share = split ? (generates ? all - all / 2 : all / 2) : all;
    int size = data.isPresent() ? (int) Math.min(share, data.getAsInt() * replica) : share;
    DeviceMesh mesh = new DeviceMesh(first, size);
    assumptions.add(
        new Assumption(
            it.path("devices"),
            mesh.label(),
            split ? "one half generates beside the other" : "all devices take turns"));
    return mesh;
  }
}
