package io.millrace.scenarios.text;

import io.millrace.scenarios.query.Level;
import io.millrace.scenarios.query.Phases;
import io.millrace.scenarios.query.Plane;
import io.millrace.scenarios.query.Surface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What there is over two columns as a table of both, the column up going down. */
public final class PlaneTable {
  private final Plane plane;
  private final String[][] cells;
  private final boolean numbers;

  private PlaneTable(Plane plane, boolean numbers) {
    this.plane = plane;
    this.numbers = numbers;
    this.cells = new String[plane.up().size()][plane.across().size()];
    for (String[] row : cells) {
      Arrays.fill(row, CellText.ABSENT);
    }
  }

  /** A surface's figures. */
  public static List<String> of(Surface surface, Palette palette) {
    PlaneTable table = new PlaneTable(surface.plane(), true);
    surface.cells().forEach(it -> table.cells[it.y()][it.x()] = Numbers.plain(it.value()));
    String what =
        switch (surface.fold()) {
          case MEAN -> "mean of %s";
          case MIN -> "least %s";
          case MAX -> "largest %s";
        };
    return table.lines(what.formatted(surface.figure()), palette);
  }

  /** What is best where. */
  public static List<String> of(Phases phases, Palette palette) {
    PlaneTable table = new PlaneTable(phases.plane(), false);
    phases
        .cells()
        .forEach(
            it -> table.cells[it.y()][it.x()] = label(phases.regions().get(it.region()).values()));
    String what =
        "%s of the rows with the %s %s"
            .formatted(
                String.join(" · ", phases.shown()),
                phases.objective().largest() ? "largest" : "least",
                phases.objective().column());
    return table.lines(what, palette);
  }

  /** A level as people read it. */
  public static String label(Level level) {
    return switch (level) {
      case Level.Values values ->
          values.of().stream().map(CellText::of).collect(Collectors.joining(" · "));
      case Level.Bin bin when bin.low() == bin.high() -> Numbers.plain(bin.low());
      case Level.Bin bin -> Numbers.plain(bin.low()) + " … " + Numbers.plain(bin.high());
    };
  }

  private List<String> lines(String what, Palette palette) {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.Column.numbers(plane.y() + " \\ " + plane.x()));
    plane.across().forEach(it -> columns.add(new Table.Column(label(it), numbers)));
    Table table = new Table(columns);
    for (int y = 0; y < cells.length; y++) {
      List<String> row = new ArrayList<>();
      row.add(label(plane.up().get(y)));
      row.addAll(Arrays.asList(cells[y]));
      table.row(row);
    }
    List<String> lines = new ArrayList<>(table.lines(palette));
    lines.addFirst(palette.strong(what));
    return lines;
  }
}
