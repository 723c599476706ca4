package io.millrace.model.architecture;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models by name. Names are found whatever their case, publisher and number format: {@code
 * llama-3.1-405b}, {@code Llama3.1-405B} and {@code meta-llama/Llama-3.1-405B-Instruct-FP8} are
 * one.
 */
public final class ArchitectureCatalogue {
  private static final String RESOURCE = "models.json";

  private final List<CatalogueEntry> entries;
  private final Map<String, CatalogueEntry> byName = new LinkedHashMap<>();

  /**
   * A catalogue of some models.
   *
   * @throws IllegalArgumentException if two of them have a name in common
   */
  public ArchitectureCatalogue(List<CatalogueEntry> entries) {
    this.entries = List.copyOf(entries);
    for (CatalogueEntry entry : entries) {
      add(entry.name(), entry);
      entry.aliases().forEach(alias -> add(alias, entry));
    }
  }

  private void add(String name, CatalogueEntry entry) {
    CatalogueEntry other = byName.putIfAbsent(ModelNames.plain(name), entry);
    if (other != null && !other.equals(entry)) {
      throw new IllegalArgumentException(
          "'" + name + "' names both " + other.name() + " and " + entry.name());
    }
  }

  /** The models that come with the tool. */
  public static ArchitectureCatalogue bundled() {
    return Bundled.CATALOGUE;
  }

  /** A catalogue that knows no model. */
  public static ArchitectureCatalogue empty() {
    return new ArchitectureCatalogue(List.of());
  }

  /** All models in the order of the file. */
  public List<CatalogueEntry> entries() {
    return entries;
  }

  /** The names of all models in the order of the file. */
  public List<String> names() {
    return entries.stream().map(CatalogueEntry::name).toList();
  }

  /** The model of a name or alias. */
  public Optional<CatalogueEntry> find(String name) {
    CatalogueEntry exact = byName.get(ModelNames.plain(name));
    return Optional.ofNullable(exact != null ? exact : byName.get(ModelNames.withoutVariant(name)));
  }

  /** Read when first asked for: a run with a model of its own needs none of it. */
  private static final class Bundled {
    private static final ArchitectureCatalogue CATALOGUE = load();

    private static ArchitectureCatalogue load() {
      return read(Document.bundled(ArchitectureCatalogue.class, RESOURCE));
    }

    private static ArchitectureCatalogue read(Document document) {
      Issues issues = new Issues();
      Fields root = Fields.of(document, issues);
      List<CatalogueEntry> entries = new ArrayList<>();
      root.objects("models").forEach(model -> read(model).ifPresent(entries::add));
      root.refuseUnknownKeys();
      return issues.result(() -> new ArchitectureCatalogue(entries)).orThrow();
    }

    private static Optional<CatalogueEntry> read(Fields model) {
      String name = model.text("name");
      List<String> aliases = model.texts("aliases");
      String source = model.text("source");
      return ArchitectureReader.read(model, empty(), new ArrayList<>())
          .map(architecture -> new CatalogueEntry(name, aliases, source, architecture));
    }
  }
}
