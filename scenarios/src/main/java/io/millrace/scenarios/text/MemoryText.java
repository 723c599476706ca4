package io.millrace.scenarios.text;

import io.millrace.model.quantity.Bytes;
import io.millrace.model.report.MemoryUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each pipeline stage keeps in a device's memory; of many stages the first, the last and the
 * fullest.
 *
 * @param uses all of them
 * @param host of the stage that leaves most in its host's memory
 */
record MemoryText(List<MemoryUse> uses, Optional<MemoryUse> host) {
  private static final int FEW = 4;

  private static final String TOTAL = "total";

  private static final double NEARLY_FULL = 0.95;

  MemoryText(List<MemoryUse> uses) {
    this(uses, Optional.empty());
  }

  /** The fullest, if it fits but leaves less than a twentieth of its memory. */
  Optional<MemoryUse> tightest() {
    return uses.stream()
        .max(Comparator.comparingDouble(MemoryText::filled))
        .filter(use -> use.fits() && filled(use) > NEARLY_FULL);
  }

  /**
   * What to say of the tightest, if there is one. A device's memory is not all there for a process:
   * drivers and fragments take some of it.
   */
  List<String> warning(Palette palette) {
    return tightest()
        .map(
            use ->
                List.of(
                    "%s: stage %d needs %s of %s of %s."
                        .formatted(
                            palette.bad("Fits with less than 5 % to spare"),
                            use.stage(),
                            use.total(),
                            use.capacity(),
                            use.tier()),
                    "  "
                        + palette.faint(
                            "Drivers keep some of that, and the figure has an error of its own.")))
        .orElseGet(List::of);
  }

  private static double filled(MemoryUse use) {
    return use.total().count() / (double) use.capacity().count();
  }

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
    columns.add(Table.Column.numbers(TOTAL));
    columns.add(Table.Column.numbers("capacity"));
    columns.add(Table.Column.numbers("used"));
    Table table = new Table(columns);
    Map<String, Bytes> largest = new HashMap<>();
    for (MemoryUse use : shown) {
      use.parts().forEach((part, bytes) -> largest.merge(part, bytes, MemoryText::larger));
      largest.merge(TOTAL, use.total(), MemoryText::larger);
    }
    shown.forEach(use -> table.row(cells(use, parts, largest, palette)));
    table.lines(palette).forEach(line -> lines.add("  " + line));
    host.ifPresent(
        use ->
            lines.add(
                "  stage %d leaves %s in host memory, of %s for each device"
                    .formatted(use.stage(), use.total(), use.capacity())));
    lines.add("");
    return lines;
  }

  private static Bytes larger(Bytes one, Bytes other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** The sizes of a part in the unit of its largest. */
  private static List<String> cells(
      MemoryUse use, Set<String> parts, Map<String, Bytes> largest, Palette palette) {
    List<String> cells = new ArrayList<>();
    cells.add(String.valueOf(use.stage()));
    cells.add(use.tier());
    for (String part : parts) {
      Bytes bytes = use.parts().getOrDefault(part, Bytes.ZERO);
      cells.add(
          bytes.equals(Bytes.ZERO) ? "-" : Numbers.like(bytes, largest.getOrDefault(part, bytes)));
    }
    String used = Numbers.percent(filled(use));
    cells.add(Numbers.like(use.total(), largest.getOrDefault(TOTAL, use.total())));
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
