package io.millrace.model.architecture;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Models by name. Names are found whatever their case, publisher and number format: {@code
 * llama-3.1-405b}, {@code Llama3.1-405B} and {@code meta-llama/Llama-3.1-405B-Instruct-FP8} are
 * one.
 */
public final class ArchitectureCatalogue {
  private static final String RESOURCE = "models.json";

  private final List<Slot> slots;
  private final Map<String, Slot> byName = new LinkedHashMap<>();

  /**
   * A catalogue of some models.
   *
   * @throws IllegalArgumentException if two of them have a name in common
   */
  public static ArchitectureCatalogue of(List<CatalogueEntry> entries) {
    return new ArchitectureCatalogue(
        entries.stream()
            .map(entry -> new Slot(entry.name(), entry.aliases(), () -> entry))
            .toList());
  }

  private ArchitectureCatalogue(List<Slot> slots) {
    this.slots = slots;
    for (Slot slot : slots) {
      add(slot.name, slot);
      slot.aliases.forEach(alias -> add(alias, slot));
    }
  }

  private void add(String name, Slot slot) {
    Slot other = byName.putIfAbsent(ModelNames.plain(name), slot);
    if (other != null && !other.name.equals(slot.name)) {
      throw new IllegalArgumentException(
          "'" + name + "' names both " + other.name + " and " + slot.name);
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
    return slots.stream().map(Slot::entry).toList();
  }

  /** The names of all models in the order of the file. */
  public List<String> names() {
    return slots.stream().map(slot -> slot.name).toList();
  }

  /** The model of a name or alias. */
  public Optional<CatalogueEntry> find(String name) {
    Slot exact = byName.get(ModelNames.plain(name));
    Slot found = exact != null ? exact : byName.get(ModelNames.withoutVariant(name));
    return Optional.ofNullable(found).map(Slot::entry);
  }

  /** An entry made when first asked for: most runs need one model of them all. */
  private static final class Slot {
    private final String name;
    private final List<String> aliases;
    private final Supplier<CatalogueEntry> maker;
    private @Nullable CatalogueEntry made;

    Slot(String name, List<String> aliases, Supplier<CatalogueEntry> maker) {
      this.name = name;
      this.aliases = aliases;
      this.maker = maker;
    }

    synchronized CatalogueEntry entry() {
      CatalogueEntry entry = made;
      if (entry == null) {
        entry = maker.get();
        made = entry;
      }
      return entry;
    }
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
      List<Slot> slots = new ArrayList<>();
      for (Fields model : root.objects("models")) {
        String name = model.text("name");
        List<String> aliases = model.texts("aliases");
        slots.add(new Slot(name, aliases, () -> entry(model, aliases, issues)));
      }
      root.refuseUnknownKeys();
      return issues.result(() -> new ArchitectureCatalogue(slots)).orThrow();
    }

    private static CatalogueEntry entry(Fields model, List<String> aliases, Issues issues) {
      String source = model.text("source");
      Optional<ModelArchitecture> read = ArchitectureReader.read(model, empty(), new ArrayList<>());
      return issues
          .result(
              () -> {
                ModelArchitecture architecture = read.orElseThrow();
                return new CatalogueEntry(architecture.name(), aliases, source, architecture);
              })
          .orThrow();
    }
  }
}
