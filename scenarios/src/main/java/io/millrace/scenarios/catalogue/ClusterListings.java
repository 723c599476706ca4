package io.millrace.scenarios.catalogue;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.FabricLevel;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.Index;
import io.millrace.model.hardware.Network;
import io.millrace.model.hardware.Nic;
import io.millrace.model.hardware.NicAttachment;
import io.millrace.model.hardware.Node;
import io.millrace.model.hardware.Sourced;
import io.millrace.model.quantity.Quantity;
import io.millrace.scenarios.text.Table.Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** NICs, nodes and clusters as listings. */
final class ClusterListings {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ClusterListings() {}

  static Listing nics(HardwareCatalogue catalogue) {
    List<Column> columns =
        List.of(
            Column.words("NIC"),
            Column.words("name"),
            Column.numbers("per direction"),
            Column.numbers("latency"));
    return new Listing(
        ListedKind.NICS.key(),
        columns,
        entries(
            catalogue.nics(),
            (id, nic) ->
                List.of(id, nic.name(), nic.perDirection().toString(), nic.latency().toString()),
            ClusterListings::details));
  }

  static Listing nodes(HardwareCatalogue catalogue) {
    List<Column> columns =
        List.of(
            Column.words("node"),
            Column.words("device"),
            Column.numbers("devices"),
            Column.words("links"),
            Column.words("NICs"),
            Column.numbers("network per device"));
    return new Listing(
        ListedKind.NODES.key(),
        columns,
        entries(catalogue.nodes(), ClusterListings::cells, ClusterListings::details));
  }

  static Listing clusters(HardwareCatalogue catalogue) {
    List<Column> columns =
        List.of(
            Column.words("cluster"),
            Column.words("node"),
            Column.numbers("devices"),
            Column.words("network"),
            Column.words("what"));
    return new Listing(
        ListedKind.CLUSTERS.key(),
        columns,
        entries(
            catalogue.clusters(),
            (id, cluster) -> cells(id, cluster.value()),
            ClusterListings::details));
  }

  private interface Cells<T> {
    List<String> of(String id, T thing);
  }

  private interface Details<T> {
    ObjectNode of(T thing);
  }

  private static <T> List<Listing.Entry> entries(
      Index<T> index, Cells<T> cells, Details<T> details) {
    return index.ids().stream()
        .map(
            id -> {
              T thing = index.find(id).orElseThrow();
              return new Listing.Entry(
                  id, index.aliases(id), cells.of(id, thing), details.of(thing));
            })
        .toList();
  }

  private static List<String> cells(String id, Node node) {
    String links =
        node.fabric().stream()
            .map(level -> level.name() + " " + level.perDevice() + " x" + level.span())
            .collect(Collectors.joining(", "));
    String nics =
        node.nics().stream()
            .map(it -> it.count() + " x " + it.nic().id())
            .collect(Collectors.joining(", "));
    return List.of(
        id,
        node.device().id(),
        String.valueOf(node.devices()),
        links.isEmpty() ? "-" : links,
        nics,
        node.networkPerDevice().toString());
  }

  private static List<String> cells(String id, Cluster cluster) {
    return List.of(
        id,
        cluster.node().id(),
        String.valueOf(cluster.devices()),
        cluster.network().topology().key(),
        cluster.system());
  }

  private static ObjectNode details(Nic nic) {
    SourcedValues values = new SourcedValues(nic.sources());
    ObjectNode node = NODES.objectNode();
    node.put("name", nic.name());
    node.set("perDirection", values.node(nic.perDirection(), "perDirection"));
    node.set("latency", values.node(nic.latency(), "latency"));
    return node;
  }

  private static ObjectNode details(Node node) {
    ObjectNode tree = NODES.objectNode();
    tree.put("name", node.name());
    tree.put("device", node.device().id());
    tree.put("devices", node.devices());
    ArrayNode fabric = tree.putArray("fabric");
    for (FabricLevel level : node.fabric()) {
      fabric.add(details(level, new SourcedValues(node.sources())));
    }
    ArrayNode nics = tree.putArray("nics");
    for (NicAttachment it : node.nics()) {
      nics.addObject().put("nic", it.nic().id()).put("count", it.count());
    }
    new SourcedValues(node.sources()).put(tree, "hostMemory", node.hostMemory(), "hostMemory");
    if (!node.notes().isEmpty()) {
      node.notes().forEach(tree.putArray("notes")::add);
    }
    ObjectNode sources = tree.putObject("sources");
    node.sources().forEach(sources::put);
    return tree;
  }

  private static ObjectNode details(FabricLevel level, SourcedValues values) {
    String path = "fabric." + level.name() + ".";
    ObjectNode node = NODES.objectNode();
    node.put("name", level.name());
    node.put("kind", level.kind().key());
    node.put("span", level.span());
    node.set("perDevice", values.node(level.perDevice(), path + "perDevice"));
    node.set("latency", values.node(level.latency(), path + "latency"));
    values.put(node, "alone", level.alone(), path + "alone");
    values.put(node, "pair", level.pair(), path + "pair");
    return node;
  }

  private static ObjectNode details(Sourced<Cluster> sourced) {
    Cluster cluster = sourced.value();
    Network network = cluster.network();
    ObjectNode node = NODES.objectNode();
    node.put("system", cluster.system());
    node.put("node", cluster.node().id());
    node.put("devices", cluster.devices());
    ObjectNode tree = node.putObject("network");
    tree.put("topology", network.topology().key());
    put(tree, "perDevice", network.perDevice());
    put(tree, "alone", network.alone());
    put(tree, "latency", network.latency());
    tree.put("oversubscription", network.oversubscription());
    network.pod().ifPresent(pod -> tree.put("pod", pod));
    node.put("source", sourced.source());
    return node;
  }

  private static void put(ObjectNode owner, String key, Quantity quantity) {
    new SourcedValues(Map.of()).put(owner, key, Optional.of(quantity), key);
  }
}
