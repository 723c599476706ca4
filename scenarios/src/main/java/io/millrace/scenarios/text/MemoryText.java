package io.millrace.scenarios.text;

import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.MemoryUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each pipeline stage keeps in a device's memory; of many stages the first, the last and the
 * fullest.
 *
 * @param uses all of them
 */
record MemoryText(List<MemoryUse> uses) {
  private static final int FEW = 4;

  List<String> lines(Palette palette) {
    if (uses.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    Collection<MemoryUse> shown = shown();
    String choice =
        shown.size() < uses.size() ? ", first, fullest and last of " + uses.size() + " stages" : "";
    lines.add(palette.strong("Memory of a device at its fullest") + choice);
    Set<String> parts = new LinkedHashSet<>();
    shown.forEach(use -> parts.addAll(use.parts().keySet()));
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.Column.numbers("stage"));
    columns.add(Table.Column.words("tier"));
    parts.forEach(part -> columns.add(Table.Column.numbers(part)));
    columns.add(Table.Column.numbers("total"));
    columns.add(Table.Column.numbers("capacity"));
    columns.add(Table.Column.numbers("used"));
    Table table = new Table(columns);
    shown.forEach(use -> table.row(cells(use, parts, palette)));
    table.lines(palette).forEach(line -> lines.add("  " + line));
    lines.add("");
    return lines;
  }

  private static List<String> cells(MemoryUse use, Set<String> parts, Palette palette) {
    List<String> cells = new ArrayList<>();
    cells.add(String.valueOf(use.stage()));
    cells.add(use.tier());
    for (String part : parts) {
      Bytes bytes = use.parts().getOrDefault(part, Bytes.ZERO);
      cells.add(bytes.equals(Bytes.ZERO) ? "-" : bytes.toString());
    }
    String used = Numbers.percent(use.total().count() / (double) use.capacity().count());
    cells.add(use.total().toString());
    cells.add(use.capacity().toString());
    cells.add(use.fits() ? palette.good(used) : palette.bad(used));
    return cells;
  }

  private Collection<MemoryUse> shown() {
    if (uses.size() <= FEW) {
      return uses;
    }
    TreeMap<Integer, MemoryUse> chosen = new TreeMap<>();
    MemoryUse fullest = uses.stream().max(Comparator.comparing(MemoryUse::total)).orElseThrow();
    for (MemoryUse use : List.of(uses.getFirst(), fullest, uses.getLast())) {
      chosen.put(use.stage(), use);
    }
    return chosen.values();
  }
}
