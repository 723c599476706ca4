package io.millrace.simulator.cost;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterDocument;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import io.millrace.simulator.cost.FabricParameters.InSwitch;
import io.millrace.simulator.cost.FabricParameters.Lane;
import io.millrace.simulator.cost.FabricParameters.Library;
import io.millrace.simulator.cost.Protocol.Links;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parameters of every kind of links between devices, and those of networks between nodes. */
final class CollectiveTable {
  static final String PARAMETERS = "collectives";
  static final String NETWORK = "network";
  private static final String GENERIC = "generic";
  private static final Document FILE = Document.bundled(CollectiveTable.class, "collectives.yaml");

  private final Map<String, FabricParameters> byFabric;
  private final NetworkParameters network;
  private final List<Parameter> parameters;

  private CollectiveTable(
      Map<String, FabricParameters> byFabric,
      NetworkParameters network,
      List<Parameter> parameters) {
    this.byFabric = byFabric;
    this.network = network;
    this.parameters = parameters;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** Whether the table has a fabric of its own. */
  boolean knows(String fabric) {
    return byFabric.containsKey(fabric);
  }

  /** The parameters of a fabric; those of fabrics that nobody measured if it has none. */
  FabricParameters fabric(String fabric) {
    return byFabric.getOrDefault(fabric, generic());
  }

  FabricParameters generic() {
    return Optional.ofNullable(byFabric.get(GENERIC)).orElseThrow();
  }

  NetworkParameters network() {
    return network;
  }

  /** The table that ships, with other values of its parameters. */
  static CollectiveTable with(ParameterSet instead) {
    ParameterDocument document = ParameterDocument.of(PARAMETERS, FILE, instead);
    Issues issues = new Issues();
    Fields root = Fields.of(document.document(), issues);
    Map<String, FabricParameters> table = new LinkedHashMap<>();
    for (String fabric : root.keys()) {
      if (!fabric.equals(NETWORK)) {
        root.object(fabric)
            .flatMap(fields -> near(fabric, fields))
            .ifPresent(it -> table.put(fabric, it));
      }
    }
    Optional<NetworkParameters> network = root.object(NETWORK).flatMap(CollectiveTable::far);
    return issues
        .result(() -> new CollectiveTable(table, network.orElseThrow(), document.parameters()))
        .orThrow();
  }

  private static double seconds(Fields fields, String key) {
    return fields.quantity(key, Duration::parse).map(Duration::seconds).orElse(0.0);
  }

  private static Optional<FabricParameters> near(String fabric, Fields fields) {
    Optional<Links> links =
        fields.optionalChoice(
            "links", List.of(Links.values()), it -> it.name().toLowerCase(Locale.ROOT));
    double launch = seconds(fields, "launch");
    Map<Protocol, Lane> lanes =
        fields.object("protocols").map(CollectiveTable::lanes).orElseThrow();
    double ownPart = fields.number("ownPart", 0, 1);
    Optional<Bytes> ramp = fields.quantity("ramp", Bytes::parse);
    double handshake = seconds(fields, "handshake");
    double contention = fields.number("contention", 0, 4, 0);
    Optional<InSwitch> inSwitch =
        fields.optionalObject("inSwitch").flatMap(CollectiveTable::inSwitch);
    Optional<Library> library = fields.object("library").flatMap(CollectiveTable::library);
    double latency = seconds(fields, "latency");
    double engineShare = fields.number("engineShare", 0, 1);
    String source = fields.text("source");
    fields.refuseUnknownKeys();
    return fields.build(
        () ->
            new FabricParameters(
                fabric,
                links.orElse(Links.DIRECT),
                launch,
                lanes,
                ownPart,
                ramp.orElseThrow().count(),
                handshake,
                contention,
                inSwitch,
                library.orElseThrow(),
                latency,
                engineShare,
                source));
  }

  private static Map<Protocol, Lane> lanes(Fields fields) {
    Map<Protocol, Lane> lanes = new EnumMap<>(Protocol.class);
    for (Protocol protocol : Protocol.values()) {
      fields
          .optionalObject(protocol.key())
          .ifPresent(
              lane ->
                  lanes.put(
                      protocol, new Lane(seconds(lane, "step"), lane.number("share", 0.001, 2))));
    }
    return lanes;
  }

  private static Optional<InSwitch> inSwitch(Fields fields) {
    double start = seconds(fields, "start");
    double share = fields.number("share", 0.01, 1);
    double engineShare = fields.number("engineShare", 0, 1);
    return fields.build(() -> new InSwitch(start, share, engineShare));
  }

  private static Optional<Library> library(Fields fields) {
    double share = fields.number("share", 0.01, 1);
    Optional<Bandwidth> lowLatency = fields.quantity("lowLatency", Bandwidth::parse);
    return fields.build(() -> new Library(share, lowLatency.orElseThrow().bytesPerSecond()));
  }

  private static Optional<NetworkParameters> far(Fields fields) {
    double lowLatencyStep = seconds(fields, "lowLatencyStep");
    double simpleStep = seconds(fields, "simpleStep");
    double share = fields.number("share", 0.01, 1);
    double treeShare = fields.number("treeShare", 0.01, 1);
    double allToAllShare = fields.number("allToAllShare", 0.01, 1);
    double dispatchShare = fields.number("dispatchShare", 0.01, 1);
    double message = seconds(fields, "message");
    double sharing = fields.number("sharing", 0, 1);
    double engineShare = fields.number("engineShare", 0, 1);
    String source = fields.text("source");
    fields.refuseUnknownKeys();
    return fields.build(
        () ->
            new NetworkParameters(
                lowLatencyStep,
                simpleStep,
                share,
                treeShare,
                allToAllShare,
                dispatchShare,
                message,
                sharing,
                engineShare,
                source));
  }
}
