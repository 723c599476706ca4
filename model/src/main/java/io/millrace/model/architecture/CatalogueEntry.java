package io.millrace.model.architecture;

import java.util.List;

/**
 * A model that the tool knows by name.
 *
 * @param name its name in the catalogue
 * @param aliases other names
 * @param source where its dimensions were published
 * @param architecture what it is made of
 */
public record CatalogueEntry(
    String name, List<String> aliases, String source, ModelArchitecture architecture) {

  /** Copies the list. */
  public CatalogueEntry {
    aliases = List.copyOf(aliases);
  }
}
