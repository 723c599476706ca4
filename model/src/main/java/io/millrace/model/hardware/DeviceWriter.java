package io.millrace.model.hardware;

import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a device as the object that {@link DeviceReader} reads. */
final class DeviceWriter {

  private DeviceWriter() {}

  static ObjectNode toTree(Device device) {
    return toTree(device, true);
  }

  /** The object, with or without where its figures were found. */
  static ObjectNode toTree(Device device, boolean withSources) {
    DeviceSpecification all = device.specification();
    SourcedValues values = new SourcedValues(withSources ? all.sources() : Map.of(), "");
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", all.id())
            .put("name", all.name())
            .put("kind", device.kind().key())
            .put("generation", all.generation());
    ObjectNode peak = node.putObject("peak");
    all.peaks().forEach((format, rate) -> values.within("peak").put(peak, format.key(), rate));
    for (MemoryTier tier : all.memory()) {
      ObjectNode object = node.withArray("memory").addObject();
      object.put("name", tier.name()).put("kind", tier.kind().key());
      SourcedValues figures = values.within("memory." + tier.name());
      figures.put(object, "capacity", tier.capacity());
      figures.put(object, "bandwidth", tier.bandwidth());
      figures.put(object, "latency", tier.latency());
    }
    all.scaleUp()
        .ifPresent(links -> write(links, values.within("scaleUp"), node.putObject("scaleUp")));
    values.put(node, "hostLink", all.hostLink());
    values.put(node, "power", all.thermalDesignPower());
    all.price()
        .ifPresent(
            price -> {
              ObjectNode range = node.putObject("price");
              range.put("low", price.low().exact()).put("high", price.high().exact());
              values.within("price").source("low").ifPresent(it -> range.put("source", it));
            });
    if (!all.notes().isEmpty()) {
      all.notes().forEach(node.putArray("notes")::add);
    }
    return node;
  }

  private static void write(ScaleUp links, SourcedValues figures, ObjectNode node) {
    node.put("technology", links.technology())
        .put("kind", links.kind().key())
        .put("domain", links.domain());
    figures.put(node, "perDirection", links.perDirection());
    figures.put(node, "latency", links.latency());
  }
}
