package io.millrace.scenarios.sweep;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.CatalogueEntry;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.model.hardware.Node;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.hardware.PriceRange;
import io.millrace.model.quantity.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Names of a catalogue whose entries meet a condition, such as all GPUs with 80 GiB and more. */
enum CatalogueQuery {
  /** By {@code id}, {@code kind}, {@code generation}, {@code memory} and other figures. */
  DEVICES {
    @Override
    List<Map<String, Object>> entries() {
      return HardwareCatalogue.bundled().devices().all().stream()
          .map(it -> described(it.id(), it))
          .toList();
    }
  },
  /** By the same of their device, and {@code devices}. */
  NODES {
    @Override
    List<Map<String, Object>> entries() {
      return HardwareCatalogue.bundled().nodes().all().stream().map(this::described).toList();
    }

    private Map<String, Object> described(Node node) {
      Map<String, Object> entry = CatalogueQuery.described(node.id(), node.device());
      entry.put("devices", (double) node.devices());
      return entry;
    }
  },
  /** By {@code id}, {@code parameters}, {@code layers} and {@code hidden}. */
  MODELS {
    @Override
    List<Map<String, Object>> entries() {
      return ArchitectureCatalogue.bundled().entries().stream()
          .map(CatalogueQuery::described)
          .toList();
    }
  };

  /** The name in files. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is known of each entry, by attribute. */
  abstract List<Map<String, Object>> entries();

  /** The attributes that conditions may speak of. */
  List<String> attributes() {
    return entries().stream().flatMap(it -> it.keySet().stream()).distinct().sorted().toList();
  }

  /** The ids of those that meet a condition, in the order of the catalogue. */
  List<String> find(Expression condition) {
    return entries().stream()
        .filter(
            it ->
                Boolean.TRUE.equals(
                    condition.value(path -> it.getOrDefault(path.toString(), Expression.ABSENT))))
        .map(it -> String.valueOf(it.get("id")))
        .toList();
  }

  private static Map<String, Object> described(CatalogueEntry model) {
    Map<String, Object> entry = new TreeMap<>();
    entry.put("id", model.name());
    entry.put("parameters", (double) model.architecture().parameters());
    entry.put("layers", (double) model.architecture().layerCount());
    entry.put("hidden", (double) model.architecture().hidden());
    return entry;
  }

  private static Map<String, Object> described(String id, Device device) {
    Map<String, Object> entry = new TreeMap<>();
    entry.put("id", id);
    entry.put("kind", device.kind().key());
    entry.put("generation", device.generation());
    entry.put("memory", device.mainMemory().capacity().inBaseUnit());
    put(entry, "memoryBandwidth", device.mainMemory().bandwidth());
    put(entry, "bf16", device.peak(NumberFormat.BF16));
    put(entry, "fp8", device.peak(NumberFormat.FP8));
    put(entry, "power", device.thermalDesignPower());
    put(entry, "price", device.price().map(PriceRange::middle));
    return entry;
  }

  private static void put(
      Map<String, Object> entry, String attribute, Optional<? extends Quantity> value) {
    value.ifPresent(it -> entry.put(attribute, it.inBaseUnit()));
  }
}
