package io.millrace.ui.figures;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import java.util.List;

/** A small table whose rows have a heading and cells of numbers; a screen reader can follow it. */
public final class DataTable extends Div {
  private final NativeTable table = new NativeTable();

  /** A table with a caption for screen readers only. */
  public DataTable(String caption) {
    addClassName("data-table");
    table.setCaptionText(caption);
    table.getCaption().addClassName("for-screen-readers");
    table.addBody();
    add(table);
  }

  /** The headings of the columns, the one of the row headings included. */
  public DataTable heads(List<String> headings) {
    NativeTableRow row = new NativeTableRow();
    headings.forEach(heading -> row.add(heading(new NativeTableHeaderCell(heading), "col")));
    table.getHead().add(row);
    return this;
  }

  /** Appends a row. */
  public void row(List<Component> heading, List<? extends Component> cells) {
    NativeTableRow row = new NativeTableRow();
    row.add(heading(new NativeTableHeaderCell(heading.toArray(Component[]::new)), "row"));
    cells.forEach(cell -> row.add(new NativeTableCell(cell)));
    table.getBody().add(row);
  }

  private static NativeTableHeaderCell heading(NativeTableHeaderCell cell, String scope) {
    cell.getElement().setAttribute("scope", scope);
    return cell;
  }
}
