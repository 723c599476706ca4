package io.millrace.model.launch;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ArchitectureWriter;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.ClusterReader;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts a launcher's files and what they do not say together to a scenario. */
public final class LaunchImport {
  /** What runs where nobody says on what: the node of most published runs of today. */
  private static final String USUAL_NODE = "dgx-h100";

  /** Keys that a file may leave out, and the options that give them. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "workload.globalBatch", "--global-batch",
          "workload.sequence", "--sequence",
          "workload.precision", "--precision",
          "model", "--model");

  private final LaunchDescription description;
  private final Surroundings surroundings;
  private final List<String> notes;
  private final Issues issues = new Issues();
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();

  private LaunchImport(LaunchDescription description, Surroundings surroundings) {
    this.description = description;
    this.surroundings = surroundings;
    this.notes = new ArrayList<>(description.notes());
  }

  /** The scenario, or everything that is wrong with it or missing. */
  public static Parsed<ImportedScenario> of(
      LaunchDescription description, Surroundings surroundings) {
    return new LaunchImport(description, surroundings).read();
  }

  private Parsed<ImportedScenario> read() {
    root.put("version", ScenarioReader.VERSION);
    root.put("name", surroundings.name());
    root.set("cluster", cluster());
    model().ifPresent(it -> root.set("model", it));
    ObjectNode workload = workload();
    ObjectNode plan = plan();
    batches(workload, plan);
    root.set("workload", workload);
    root.set("plan", plan);
    Parsed<Scenario> read = ScenarioReader.bundled().read(new Document(root), Path.of(""));
    read.issues().stream().map(LaunchImport::withOption).forEach(issues::add);
    return issues.result(() -> new ImportedScenario(root, read.orThrow(), notes));
  }

  private static Issue withOption(Issue issue) {
    String option = OPTIONS.getOrDefault(issue.path(), "");
    return option.isEmpty() || !issue.message().equals("is missing")
        ? issue
        : new Issue(issue.path(), "is not said by the files", "give it with " + option);
  }

  private ObjectNode cluster() {
    ObjectNode cluster = JsonNodeFactory.instance.objectNode();
    if (surroundings.cluster().isPresent()) {
      cluster.put("name", surroundings.cluster().get());
    } else {
      if (surroundings.node().isEmpty()) {
        notes.add(
            "Nothing says on what it runs: " + USUAL_NODE + " assumed, --node names another.");
      }
      cluster.put("node", surroundings.node().orElse(USUAL_NODE));
    }
    description.devicesPerNode().ifPresent(number -> shape(cluster, number));
    if (surroundings.nodes().isPresent()) {
      cluster.put("nodes", surroundings.nodes().getAsInt());
    } else if (description.devices().isPresent()) {
      cluster.put("devices", description.devices().getAsInt());
    } else if (surroundings.cluster().isEmpty()) {
      issues.add("cluster.nodes", "the files do not say how many", "give it with --nodes");
    }
    return cluster;
  }

  /** Says how many devices a node has where it is not the usual number. */
  private static void shape(ObjectNode cluster, int number) {
    boolean usual =
        Optional.ofNullable(cluster.get("node"))
            .flatMap(it -> HardwareCatalogue.bundled().node(it.stringValue()))
            .filter(it -> it.devices() == number)
            .isPresent();
    if (!usual && cluster.has("node")) {
      cluster.put("devicesPerNode", number);
    }
  }

  /** The name that the catalogue has for the model, else its description. */
  private Optional<JsonNode> model() {
    if (surroundings.model().isPresent()) {
      return surroundings.model().map(JsonNodeFactory.instance::stringNode);
    }
    return description
        .model()
        .map(
            model ->
                known(model)
                    .<JsonNode>map(JsonNodeFactory.instance::stringNode)
                    .orElseGet(() -> ArchitectureWriter.toTree(model)));
  }

  private static Optional<String> known(ModelArchitecture model) {
    return ArchitectureCatalogue.bundled().entries().stream()
        .filter(it -> it.architecture().withName(model.name()).equals(model))
        .map(it -> it.name())
        .findFirst();
  }

  private ObjectNode workload() {
    ObjectNode workload = JsonNodeFactory.instance.objectNode();
    workload.put("type", "training");
    workload.put("framework", surroundings.framework().orElse(description.framework()));
    workload.setAll(description.workload());
    surroundings.globalBatch().ifPresent(it -> workload.put("globalBatch", it));
    surroundings.sequence().ifPresent(it -> workload.put("sequence", it));
    surroundings.precision().ifPresent(it -> workload.put("precision", it));
    return workload;
  }

  /** The plan with as many replicas as the devices make room for. */
  private ObjectNode plan() {
    ObjectNode plan = JsonNodeFactory.instance.objectNode();
    long replica = degree("tensor") * degree("pipeline") * degree("context");
    OptionalInt devices = devices();
    long data = 1;
    if (devices.isPresent()) {
      data = Math.max(1, devices.getAsInt() / replica);
      if (data * replica != devices.getAsInt()) {
        issues.add(
            "plan",
            "tensor %d x pipeline %d x context %d does not divide %d devices"
                .formatted(
                    degree("tensor"), degree("pipeline"), degree("context"), devices.getAsInt()),
            "give --nodes if the run has another number");
      }
    }
    plan.put("data", data);
    plan.setAll(description.plan());
    long ranks = data * degree("context");
    if (description.shardingGroups() > 1 && ranks % description.shardingGroups() == 0) {
      plan.put("shardingGroup", ranks / description.shardingGroups());
    } else if (description.shardingGroups() > 1) {
      issues.add(
          "plan.shardingGroup",
          "%d groups do not divide %d data-parallel ranks"
              .formatted(description.shardingGroups(), ranks),
          "");
    }
    return plan;
  }

  /** Of global batch, micro-batch and number of micro-batches two give the third. */
  private void batches(ObjectNode workload, ObjectNode plan) {
    if (description.microBatches().isEmpty()) {
      return;
    }
    long ranks = plan.get("data").longValue() * description.microBatches().getAsInt();
    JsonNode global = workload.get("globalBatch");
    JsonNode micro = plan.get("microBatch");
    if (global == null && micro != null) {
      workload.put("globalBatch", ranks * micro.longValue());
    } else if (global != null && micro == null && global.longValue() % ranks == 0) {
      plan.put("microBatch", global.longValue() / ranks);
    } else if (global != null
        && (micro == null || ranks * micro.longValue() != global.longValue())) {
      issues.add(
          "workload.globalBatch",
          "%d is not what %d replicas x %d micro-batches%s make"
              .formatted(
                  global.longValue(),
                  plan.get("data").longValue(),
                  description.microBatches().getAsInt(),
                  micro == null ? "" : " of " + micro.longValue()),
          "give --nodes if the run has another number");
    }
  }

  private long degree(String key) {
    JsonNode degree = description.plan().get(key);
    return degree == null ? 1 : degree.longValue();
  }

  /** The devices of the cluster; where it cannot be read, its own issues say why. */
  private OptionalInt devices() {
    Issues apart = new Issues();
    return ClusterReader.read(
            Fields.of(root, "", apart), "cluster", HardwareCatalogue.bundled(), new ArrayList<>())
        .filter(it -> apart.isEmpty())
        .map(Cluster::devices)
        .map(OptionalInt::of)
        .orElseGet(OptionalInt::empty);
  }
}
