package io.millrace.model.hardware;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the files of the bundled catalogue, each of which may refer to those before it: devices and
 * NICs, nodes, clusters.
 */
final class CatalogueLoader {
  private final Issues issues = new Issues();
  private final Map<String, Node> usualNodes = new LinkedHashMap<>();

  private CatalogueLoader() {}

  static HardwareCatalogue load() {
    CatalogueLoader loader = new CatalogueLoader();
    HardwareCatalogue catalogue = loader.readAll();
    return loader.issues.result(() -> catalogue).orThrow();
  }

  private HardwareCatalogue readAll() {
    Index<Device> devices = read("devices", DeviceReader::read);
    Index<Nic> nics = read("nics", NicReader::read);
    HardwareCatalogue parts =
        new BundledCatalogue(devices, nics, Index.empty(), Index.empty(), Map.of());
    Index<Node> nodes = read("nodes", (fields, id, texts) -> node(fields, id, parts, texts));
    HardwareCatalogue whole = new BundledCatalogue(devices, nics, nodes, Index.empty(), usualNodes);
    Index<Sourced<Cluster>> clusters =
        read("clusters", (fields, id, texts) -> cluster(fields, whole, texts));
    return new BundledCatalogue(devices, nics, nodes, clusters, usualNodes);
  }

  private Optional<Node> node(
      Fields fields, String id, HardwareCatalogue catalogue, SourceTexts texts) {
    List<String> usualFor = fields.texts("usualFor");
    Optional<Node> node = NodeReader.read(fields, id, catalogue, texts);
    node.ifPresent(it -> usualFor.forEach(device -> usualNodes.put(device, it)));
    return node;
  }

  private static Optional<Sourced<Cluster>> cluster(
      Fields fields, HardwareCatalogue catalogue, SourceTexts texts) {
    String source = texts.expand(fields.text("source"));
    return ClusterReader.readObject(fields, catalogue, new ArrayList<>())
        .map(cluster -> new Sourced<>(cluster, source));
  }

  private interface EntryReader<T> {
    Optional<T> read(Fields fields, String id, SourceTexts texts);
  }

  /** Reads the file of a name, whose objects are under a key of that name, by their ids. */
  private <T> Index<T> read(String name, EntryReader<T> reader) {
    Fields root = Fields.of(Document.bundled(CatalogueLoader.class, name + ".yaml"), issues);
    SourceTexts texts = SourceTexts.read(root);
    Map<String, T> byId = new LinkedHashMap<>();
    Map<String, List<String>> aliases = new LinkedHashMap<>();
    Fields entries = root.object(name).orElseThrow();
    for (String id : entries.keys()) {
      // Read before the entry itself, which refuses the keys that nobody has asked for.
      Fields entry = entries.object(id).orElseThrow();
      aliases.put(id, entry.texts("aliases"));
      reader.read(entry, id, texts).ifPresent(it -> byId.put(id, it));
    }
    root.refuseUnknownKeys();
    aliases.keySet().retainAll(byId.keySet());
    return new Index<>(byId, aliases);
  }
}
