package io.millrace.simulator.cost;

import io.millrace.model.hardware.Device;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterDocument;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.model.quantity.Duration;
import io.millrace.simulator.cost.CollectiveParameters.Curve;
import io.millrace.simulator.cost.CollectiveParameters.Transfer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The collective parameters of every generation, and those of networks between nodes. */
final class CollectiveTable {
  private static final String NETWORK = "network";
  static final String PARAMETERS = "collectives";

  private final Map<String, CollectiveParameters> byGeneration;
  private final NetworkParameters network;
  private final List<Parameter> parameters;

  private CollectiveTable(
      Map<String, CollectiveParameters> byGeneration,
      NetworkParameters network,
      List<Parameter> parameters) {
    this.byGeneration = byGeneration;
    this.network = network;
    this.parameters = parameters;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  CollectiveParameters of(Device device) {
    CollectiveParameters own = byGeneration.get(device.generation());
    return own != null ? own : Optional.ofNullable(byGeneration.get("generic")).orElseThrow();
  }

  NetworkParameters network() {
    return network;
  }

  /** The table that ships, with other values of its parameters. */
  static CollectiveTable with(ParameterSet instead) {
    Document file = Document.bundled(CollectiveTable.class, "collectives.yaml");
    ParameterDocument document = ParameterDocument.of(PARAMETERS, file, instead);
    Issues issues = new Issues();
    Fields root = Fields.of(document.document(), issues);
    Map<String, CollectiveParameters> table = new LinkedHashMap<>();
    for (String generation : root.keys()) {
      if (!generation.equals(NETWORK)) {
        root.object(generation)
            .flatMap(fields -> near(generation, fields))
            .ifPresent(it -> table.put(generation, it));
      }
    }
    Optional<NetworkParameters> network = root.object(NETWORK).flatMap(CollectiveTable::far);
    return issues
        .result(() -> new CollectiveTable(table, network.orElseThrow(), document.parameters()))
        .orThrow();
  }

  private static Optional<CollectiveParameters> near(String generation, Fields fields) {
    Map<Collective.Kind, NavigableMap<Integer, Curve>> curves =
        new EnumMap<>(Collective.Kind.class);
    for (Collective.Kind kind : Collective.Kind.values()) {
      if (kind != Collective.Kind.POINT_TO_POINT) {
        fields.object(key(kind)).ifPresent(it -> curves.put(kind, curves(it)));
      }
    }
    Optional<Transfer> transfer = fields.object("pointToPoint").flatMap(CollectiveTable::transfer);
    double engineShare = fields.number("engineShare", 0, 1);
    double error = fields.number("uncertainty", 0, 1);
    String source = fields.text("source");
    return fields.build(
        () ->
            new CollectiveParameters(
                generation, curves, transfer.orElseThrow(), engineShare, error, source));
  }

  private static String key(Collective.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static NavigableMap<Integer, Curve> curves(Fields fields) {
    NavigableMap<Integer, Curve> curves = new TreeMap<>();
    for (String ranks : fields.keys()) {
      List<Double> row = fields.numbers(ranks);
      if (row.size() != 4) {
        fields.issue(ranks, "needs start, share, ramp and knee", "");
        continue;
      }
      curves.put(
          Integer.valueOf(ranks),
          new Curve(row.get(0) * 1e-6, row.get(1), row.get(2) * 1e-6, row.get(3) * 1e6));
    }
    return curves;
  }

  private static Optional<Transfer> transfer(Fields fields) {
    Optional<Duration> start = fields.quantity("start", Duration::parse);
    double share = fields.number("share", 0.01, 1);
    return fields.build(() -> new Transfer(start.orElseThrow().seconds(), share));
  }

  private static Optional<NetworkParameters> far(Fields fields) {
    Optional<Duration> ringStep = fields.quantity("ringStep", Duration::parse);
    Optional<Duration> treeStep = fields.quantity("treeStep", Duration::parse);
    Optional<Duration> start = fields.quantity("start", Duration::parse);
    double share = fields.number("share", 0.01, 1);
    double allToAllShare = fields.number("allToAllShare", 0.01, 1);
    Optional<Transfer> transfer = fields.object("pointToPoint").flatMap(CollectiveTable::transfer);
    double engineShare = fields.number("engineShare", 0, 1);
    double error = fields.number("uncertainty", 0, 1);
    String source = fields.text("source");
    return fields.build(
        () ->
            new NetworkParameters(
                ringStep.orElseThrow().seconds(),
                treeStep.orElseThrow().seconds(),
                start.orElseThrow().seconds(),
                share,
                allToAllShare,
                transfer.orElseThrow(),
                engineShare,
                error,
                source));
  }
}
