package io.millrace.scenarios.catalogue;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.architecture.ArchitectureWriter;
import io.millrace.model.architecture.CatalogueEntry;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.framework.FrameworkCatalogue;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.scenarios.library.LibraryEntry;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.scenarios.text.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Models, frameworks and scenarios as listings. */
final class SoftwareListings {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SoftwareListings() {}

  static Listing models(ArchitectureCatalogue catalogue) {
    List<Column> columns =
        List.of(
            Column.words("model"),
            Column.numbers("parameters"),
            Column.numbers("active"),
            Column.numbers("layers"),
            Column.numbers("hidden"),
            Column.numbers("vocabulary"));
    return new Listing(
        ListedKind.MODELS.key(),
        columns,
        catalogue.entries().stream()
            .map(it -> new Listing.Entry(it.name(), it.aliases(), cells(it), details(it)))
            .toList());
  }

  private static List<String> cells(CatalogueEntry entry) {
    ModelArchitecture model = entry.architecture();
    return List.of(
        entry.name(),
        billions(model.parameters()),
        billions(model.activeParameters()),
        String.valueOf(model.layerCount()),
        String.valueOf(model.hidden()),
        String.valueOf(model.vocabulary()));
  }

  private static String billions(long parameters) {
    return String.format(Locale.ROOT, "%.2f B", parameters / 1e9);
  }

  private static ObjectNode details(CatalogueEntry entry) {
    ModelArchitecture model = entry.architecture();
    ObjectNode node = NODES.objectNode();
    node.put("parameters", model.parameters());
    node.put("activeParameters", model.activeParameters());
    node.set("model", ArchitectureWriter.toTree(model));
    node.put("source", entry.source());
    return node;
  }

  static Listing frameworks(FrameworkCatalogue catalogue) {
    List<Column> columns =
        List.of(
            Column.words("framework"),
            Column.words("fusion"),
            Column.words("attention"),
            Column.numbers("launch"),
            Column.numbers("iteration"),
            Column.words("recompute"));
    return new Listing(
        ListedKind.FRAMEWORKS.key(),
        columns,
        catalogue.profiles().stream()
            .map(it -> new Listing.Entry(it.id(), List.of(), cells(it), details(it)))
            .toList());
  }

  private static List<String> cells(FrameworkProfile profile) {
    return List.of(
        profile.id(),
        lower(profile.kernels().fusion()),
        lower(profile.kernels().attention()),
        profile.host().launch().toString(),
        profile.host().iteration().toString(),
        profile.defaults().recompute().key());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode details(FrameworkProfile profile) {
    SourcedValues values = new SourcedValues(Map.of());
    ObjectNode node = NODES.objectNode();
    ObjectNode kernels = node.putObject("kernels");
    kernels.put("fusion", lower(profile.kernels().fusion()));
    kernels.put("attention", lower(profile.kernels().attention()));
    kernels.put("addsInProducts", profile.kernels().addsInProducts());
    kernels.put("keepsConverted", profile.kernels().keepsConverted());
    kernels.put("currentScaling", profile.kernels().currentScaling());
    kernels.put("fusedOptimizer", profile.kernels().fusedOptimizer());
    ObjectNode host = node.putObject("host");
    host.set("launch", values.node(profile.host().launch(), "launch"));
    host.set("iteration", values.node(profile.host().iteration(), "iteration"));
    ObjectNode data = node.putObject("dataExchange");
    data.put("gradientsOverlap", profile.dataExchange().gradientsOverlap());
    data.put("weightsOverlap", profile.dataExchange().weightsOverlap());
    data.put("gradientBytes", profile.dataExchange().gradientBytes());
    data.put("fp16GradientBytes", profile.dataExchange().fp16GradientBytes());
    data.put("coalesced", profile.dataExchange().coalesced());
    data.put("gathersConverted", profile.dataExchange().gathersConverted());
    data.put("copiesBuckets", profile.dataExchange().copiesBuckets());
    ObjectNode model = node.putObject("modelExchange");
    model.put("tensorExposed", profile.modelExchange().tensorExposed());
    model.put("pointToPointOverlaps", profile.modelExchange().pointToPointOverlaps());
    model.put("reducesBesideProducts", profile.modelExchange().reducesBesideProducts());
    model.put("scattersTransfers", profile.modelExchange().scattersTransfers());
    model.put("batchFirst", profile.modelExchange().batchFirst());
    model.put("gathersConverted", profile.modelExchange().gathersConverted());
    model.put("context", profile.modelExchange().context().key());
    ObjectNode experts = node.putObject("experts");
    experts.put("capacity", profile.experts().capacity());
    experts.put("skew", profile.experts().skew());
    experts.set("countWait", values.node(profile.experts().countWait(), "countWait"));
    experts.set("issue", values.node(profile.experts().issue(), "issue"));
    experts.put("exposed", profile.experts().exposed());
    experts.put("exposedFar", profile.experts().exposedFar());
    experts.put("hierarchical", profile.experts().hierarchical());
    experts.put("fusesMicroscaled", profile.experts().fusesMicroscaled());
    experts.put("sharedBeside", profile.experts().sharedBeside());
    ObjectNode defaults = node.putObject("defaults");
    defaults.put("recompute", profile.defaults().recompute().key());
    defaults.put("selective", lower(profile.defaults().selective()).replace('_', '-'));
    ObjectNode memory = node.putObject("memory");
    memory.put("slack", profile.memory().slack());
    memory.set("buffers", values.node(profile.memory().buffers(), "buffers"));
    memory.put("firstStageReported", profile.memory().firstStageReported());
    node.put("source", profile.source());
    return node;
  }

  static Listing scenarios(ScenarioLibrary library) {
    List<Column> columns = List.of(Column.words("scenario"), Column.words("name"));
    return new Listing(
        ListedKind.SCENARIOS.key(),
        columns,
        library.entries().stream()
            .map(
                it ->
                    new Listing.Entry(it.id(), List.of(), List.of(it.id(), it.name()), details(it)))
            .toList());
  }

  private static ObjectNode details(LibraryEntry entry) {
    ObjectNode node = NODES.objectNode();
    node.put("name", entry.name());
    node.put("summary", entry.summary());
    node.put("remarks", entry.remarks());
    return node;
  }
}
