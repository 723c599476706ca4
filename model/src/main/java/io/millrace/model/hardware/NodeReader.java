package io.millrace.model.hardware;

import io.millrace.model.input.Fields;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one node, of a catalogue or described within an input. */
final class NodeReader {
  private final SourcedFields values;
  private final Fields fields;
  private final HardwareCatalogue catalogue;

  private NodeReader(SourcedFields values, HardwareCatalogue catalogue) {
    this.values = values;
    this.fields = values.fields();
    this.catalogue = catalogue;
  }

  static Optional<Node> read(
      Fields fields, String id, HardwareCatalogue catalogue, SourceTexts texts) {
    return new NodeReader(new SourcedFields(fields, texts), catalogue).read(id);
  }

  private Optional<Node> read(String id) {
    String name = fields.text("name", id);
    Optional<Device> device = References.device(fields, "device", catalogue);
    int devices = fields.integer("devices", 1);
    List<FabricLevel> fabric = fields.objects("fabric").stream().flatMap(this::level).toList();
    List<NicAttachment> nics = fields.objects("nics").stream().flatMap(this::nic).toList();
    Optional<Bytes> hostMemory = values.optional("hostMemory", Bytes::parse);
    List<String> notes = fields.texts("notes");
    return fields.build(
        () ->
            new Node(
                id,
                name,
                device.orElseThrow(),
                devices,
                fabric,
                nics,
                hostMemory,
                notes,
                values.sources()));
  }

  private Stream<FabricLevel> level(Fields level) {
    String name = level.text("name");
    Optional<FabricLevel.Kind> kind =
        DeviceReader.choice(
            level, "kind", Arrays.asList(FabricLevel.Kind.values()), FabricLevel.Kind::key);
    int span = level.integer("span", 2);
    SourcedFields figures = values.within(level, "fabric." + name);
    Optional<Bandwidth> perDevice = figures.quantity("perDevice", Bandwidth::parse);
    Optional<Duration> latency = figures.quantity("latency", Duration::parse);
    Optional<Bandwidth> alone = figures.optional("alone", Bandwidth::parse);
    Optional<Bandwidth> pair = figures.optional("pair", Bandwidth::parse);
    return level
        .build(
            () ->
                new FabricLevel(
                    name,
                    span,
                    perDevice.orElseThrow(),
                    latency.orElseThrow(),
                    kind.orElseThrow(),
                    alone,
                    pair))
        .stream();
  }

  private Stream<NicAttachment> nic(Fields attachment) {
    Optional<Nic> nic = References.nic(attachment, "nic", catalogue);
    int count = attachment.integer("count", 1);
    nic.ifPresent(it -> values.within(attachment, "nics." + it.id()).source("count"));
    attachment.has("source");
    return attachment.build(() -> new NicAttachment(nic.orElseThrow(), count)).stream();
  }
}
