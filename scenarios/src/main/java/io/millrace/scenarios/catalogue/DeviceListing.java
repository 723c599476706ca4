package io.millrace.scenarios.catalogue;

import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.MemoryTier;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.hardware.PriceRange;
import io.millrace.model.hardware.ScaleUp;
import io.millrace.scenarios.text.Table.Column;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Devices as a listing. */
final class DeviceListing {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<Column> COLUMNS =
      List.of(
          Column.words("device"),
          Column.words("kind"),
          Column.numbers("bf16"),
          Column.numbers("fp8"),
          Column.numbers("memory"),
          Column.words("tier"),
          Column.numbers("bandwidth"),
          Column.numbers("to neighbours"),
          Column.numbers("power"));

  private DeviceListing() {}

  static Listing of(HardwareCatalogue catalogue) {
    List<Listing.Entry> entries =
        catalogue.devices().all().stream()
            .map(
                it ->
                    new Listing.Entry(
                        it.id(), catalogue.devices().aliases(it.id()), cells(it), details(it)))
            .toList();
    return new Listing(ListedKind.DEVICES.key(), COLUMNS, entries);
  }

  private static List<String> cells(Device device) {
    MemoryTier main = device.mainMemory();
    return List.of(
        device.id(),
        device.kind().key(),
        text(device.peak(NumberFormat.BF16)),
        text(device.peak(NumberFormat.FP8)),
        main.capacity().toString(),
        main.name(),
        text(main.bandwidth()),
        text(device.scaleUp().flatMap(ScaleUp::perDirection)),
        text(device.thermalDesignPower()));
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("-");
  }

  private static ObjectNode details(Device device) {
    SourcedValues values = new SourcedValues(device.sources());
    ObjectNode node = NODES.objectNode();
    node.put("name", device.name());
    node.put("kind", device.kind().key());
    node.put("generation", device.generation());
    ObjectNode peaks = node.putObject("peak");
    device
        .specification()
        .peaks()
        .forEach(
            (format, rate) -> peaks.set(format.key(), values.node(rate, "peak." + format.key())));
    ArrayNode memory = node.putArray("memory");
    device.memory().forEach(tier -> memory.add(memory(tier, values)));
    device.scaleUp().ifPresent(it -> node.set("scaleUp", scaleUp(it, values)));
    values.put(node, "hostLink", device.hostLink(), "hostLink");
    values.put(node, "power", device.thermalDesignPower(), "power");
    device.price().ifPresent(it -> node.set("price", price(it, values)));
    if (!device.notes().isEmpty()) {
      device.notes().forEach(node.putArray("notes")::add);
    }
    return node;
  }

  private static ObjectNode memory(MemoryTier tier, SourcedValues values) {
    String path = "memory." + tier.name() + ".";
    ObjectNode node = NODES.objectNode();
    node.put("name", tier.name());
    node.put("kind", tier.kind().key());
    node.set("capacity", values.node(tier.capacity(), path + "capacity"));
    values.put(node, "bandwidth", tier.bandwidth(), path + "bandwidth");
    values.put(node, "latency", tier.latency(), path + "latency");
    return node;
  }

  private static ObjectNode scaleUp(ScaleUp links, SourcedValues values) {
    ObjectNode node = NODES.objectNode();
    node.put("technology", links.technology());
    node.put("kind", links.kind().key());
    node.put("domain", links.domain());
    values.put(node, "perDirection", links.perDirection(), "scaleUp.perDirection");
    values.put(node, "latency", links.latency(), "scaleUp.latency");
    return node;
  }

  private static ObjectNode price(PriceRange price, SourcedValues values) {
    ObjectNode node = NODES.objectNode();
    node.set("low", values.node(price.low(), "price.low"));
    node.set("high", values.node(price.high(), "price.high"));
    return node;
  }
}
