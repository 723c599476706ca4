package io.millrace.model.hardware;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a cluster as {@link ClusterReader} reads it: by the names of the catalogue as far as these
 * say it, else described in place. Asking the reader keeps the two from ever disagreeing about what
 * a short form stands for.
 */
public final class ClusterWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Cluster cluster;
  private final HardwareCatalogue catalogue;

  private ClusterWriter(Cluster cluster, HardwareCatalogue catalogue) {
    this.cluster = cluster;
    this.catalogue = catalogue;
  }

  /** The name of a cluster, or an object. */
  public static JsonNode toTree(Cluster cluster, HardwareCatalogue catalogue) {
    return new ClusterWriter(cluster, catalogue).tree();
  }

  private JsonNode tree() {
    for (String name : catalogue.clusters().ids()) {
      if (catalogue.cluster(name).filter(cluster::equals).isPresent()) {
        return NODES.stringNode(name);
      }
    }
    return candidates().filter(this::saysAll).findFirst().orElseGet(this::described);
  }

  /** Forms of which each says more than the ones before it. */
  private Stream<ObjectNode> candidates() {
    List<ObjectNode> forms = new ArrayList<>();
    for (ObjectNode base : bases()) {
      for (int shape = 0; shape < 3; shape++) {
        for (boolean network : new boolean[] {false, true}) {
          ObjectNode form = form(base, shape, network);
          forms.add(form);
          cluster
              .node()
              .hostMemory()
              .ifPresent(it -> forms.add(form.deepCopy().put("hostMemory", it.exact())));
        }
      }
    }
    return forms.stream();
  }

  private List<ObjectNode> bases() {
    Device device = cluster.device();
    String node = cluster.node().id();
    List<ObjectNode> bases = new ArrayList<>();
    if (catalogue.node(node).isPresent()) {
      bases.add(NODES.objectNode().put("node", node));
    }
    Optional<Device> known = catalogue.device(device.id());
    if (known.isPresent()) {
      bases.add(NODES.objectNode().put("device", device.id()));
      bases.add(NODES.objectNode().put("node", node).put("device", device.id()));
      for (ObjectNode base : List.copyOf(bases)) {
        ObjectNode changed = base.deepCopy();
        changed.set("overrides", overrides(device, known.get()));
        bases.add(changed);
      }
    }
    bases.add((ObjectNode) NODES.objectNode().set("device", DeviceWriter.toTree(device)));
    return bases;
  }

  /** The figures of a device that a cluster may say and that are not those of the catalogue. */
  private static ObjectNode overrides(Device device, Device known) {
    ObjectNode node = NODES.objectNode();
    MemoryTier main = device.specification().mainMemory();
    MemoryTier usual = known.specification().mainMemory();
    if (!main.capacity().equals(usual.capacity())) {
      node.put("memory", main.capacity().exact());
    }
    main.bandwidth()
        .filter(it -> !usual.bandwidth().equals(Optional.of(it)))
        .ifPresent(it -> node.put("memoryBandwidth", it.exact()));
    device
        .specification()
        .thermalDesignPower()
        .filter(it -> !known.specification().thermalDesignPower().equals(Optional.of(it)))
        .ifPresent(it -> node.put("power", it.exact()));
    return node;
  }

  /**
   * One form.
   *
   * @param shape how much it says of a node's size: nothing, its devices, their domain as well
   */
  private ObjectNode form(ObjectNode base, int shape, boolean network) {
    ObjectNode form = NODES.objectNode();
    if (!cluster.system().isEmpty()) {
      form.put("system", cluster.system());
    }
    base.properties().forEach(it -> form.set(it.getKey(), it.getValue()));
    form.put("devices", cluster.devices());
    if (shape > 0) {
      form.put("devicesPerNode", cluster.node().devices());
    }
    if (shape > 1) {
      form.put("scaleUpDomain", cluster.node().scaleUpDomain());
    }
    if (network) {
      form.set("network", network());
    }
    return form;
  }

  private ObjectNode network() {
    Network network = cluster.network();
    ObjectNode node =
        NODES
            .objectNode()
            .put("topology", network.topology().key())
            .put("perDevice", network.perDevice().exact())
            .put("alone", network.alone().exact())
            .put("latency", network.latency().exact())
            .put("oversubscription", network.oversubscription());
    network.pod().ifPresent(pod -> node.put("pod", pod));
    return node;
  }

  private ObjectNode described() {
    ObjectNode base = NODES.objectNode();
    base.set("node", NodeWriter.toTree(cluster.node()));
    return form(base, 0, true);
  }

  /** Whether reading a form gives the cluster again, but for where its figures were found. */
  private boolean saysAll(ObjectNode form) {
    Issues issues = new Issues();
    ObjectNode owner = NODES.objectNode();
    owner.set("cluster", form);
    Fields fields = Fields.of(new Document(owner), issues);
    return ClusterReader.read(fields, "cluster", catalogue, new ArrayList<>())
        .filter(read -> issues.isEmpty() && sameFigures(read))
        .isPresent();
  }

  private boolean sameFigures(Cluster read) {
    return read.system().equals(cluster.system())
        && read.devices() == cluster.devices()
        && read.network().equals(cluster.network())
        && NodeWriter.toTree(read.node(), false).equals(NodeWriter.toTree(cluster.node(), false));
  }
}
