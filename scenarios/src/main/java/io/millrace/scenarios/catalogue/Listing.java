package io.millrace.scenarios.catalogue;

import io.millrace.scenarios.text.Palette;
import io.millrace.scenarios.text.Table;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Things of one kind that can be named.
 *
 * @param kind what they are, such as {@code devices}
 * @param columns of the table
 * @param entries in the order of the catalogue
 */
public record Listing(String kind, List<Table.Column> columns, List<Entry> entries) {
  /** The name and version of the written form. */
  public static final String FORMAT = "catalogue/1";

  /** Copies the lists. */
  public Listing {
    columns = List.copyOf(columns);
    entries = List.copyOf(entries);
  }

  /**
   * One of them.
   *
   * @param id the name in files
   * @param aliases other names in files
   * @param cells its row of the table
   * @param details all that is known of it
   */
  public record Entry(String id, List<String> aliases, List<String> cells, ObjectNode details) {

    /** Copies the lists. */
    public Entry {
      aliases = List.copyOf(aliases);
      cells = List.copyOf(cells);
    }

    /** The id and the other names. */
    public Stream<String> names() {
      return Stream.concat(Stream.of(id), aliases.stream());
    }

    private boolean contains(String word) {
      return id.toLowerCase(Locale.ROOT).contains(word)
          || aliases.stream().anyMatch(alias -> alias.toLowerCase(Locale.ROOT).contains(word))
          || cells.stream().anyMatch(cell -> cell.toLowerCase(Locale.ROOT).contains(word));
    }
  }

  /** Those of which an id, alias or cell contains a word, in any case. */
  public Listing matching(String word) {
    String plain = word.toLowerCase(Locale.ROOT);
    return new Listing(
        kind, columns, entries.stream().filter(entry -> entry.contains(plain)).toList());
  }

  /** The table, ending with a line feed. */
  public String text(Palette palette) {
    Table table = new Table(columns);
    entries.forEach(entry -> table.row(entry.cells()));
    return String.join("\n", table.lines(palette)) + "\n";
  }

  /** The tree of {@code catalogue/1}. */
  public ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT);
    root.put("kind", kind);
    ArrayNode list = root.putArray("entries");
    for (Entry entry : entries) {
      ObjectNode node = list.addObject();
      node.put("id", entry.id());
      if (!entry.aliases().isEmpty()) {
        entry.aliases().forEach(node.putArray("aliases")::add);
      }
      node.setAll(entry.details());
    }
    return root;
  }
}
