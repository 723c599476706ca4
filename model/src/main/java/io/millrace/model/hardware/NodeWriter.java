package io.millrace.model.hardware;

import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a node as the object that {@link NodeReader} reads, everything in it described. */
final class NodeWriter {

  private NodeWriter() {}

  static ObjectNode toTree(Node node) {
    return toTree(node, true);
  }

  /** The object, with or without where its figures were found. */
  static ObjectNode toTree(Node node, boolean withSources) {
    SourcedValues values = new SourcedValues(withSources ? node.sources() : Map.of(), "");
    ObjectNode tree =
        JsonNodeFactory.instance.objectNode().put("id", node.id()).put("name", node.name());
    tree.set("device", DeviceWriter.toTree(node.device(), withSources));
    tree.put("devices", node.devices());
    for (FabricLevel level : node.fabric()) {
      ObjectNode object = tree.withArray("fabric").addObject();
      object.put("name", level.name()).put("kind", level.kind().key()).put("span", level.span());
      SourcedValues figures = values.within("fabric." + level.name());
      figures.put(object, "perDevice", level.perDevice());
      figures.put(object, "latency", level.latency());
      figures.put(object, "alone", level.alone());
      figures.put(object, "pair", level.pair());
    }
    for (NicAttachment attachment : node.nics()) {
      ObjectNode object = tree.withArray("nics").addObject();
      object.set("nic", nic(attachment.nic(), withSources));
      object.put("count", attachment.count());
      values
          .within("nics." + attachment.nic().id())
          .source("count")
          .ifPresent(it -> object.put("source", it));
    }
    values.put(tree, "hostMemory", node.hostMemory());
    if (!node.notes().isEmpty()) {
      node.notes().forEach(tree.putArray("notes")::add);
    }
    return tree;
  }

  private static ObjectNode nic(Nic nic, boolean withSources) {
    SourcedValues values = new SourcedValues(withSources ? nic.sources() : Map.of(), "");
    ObjectNode tree =
        JsonNodeFactory.instance.objectNode().put("id", nic.id()).put("name", nic.name());
    values.put(tree, "perDirection", nic.perDirection());
    values.put(tree, "latency", nic.latency());
    return tree;
  }
}
