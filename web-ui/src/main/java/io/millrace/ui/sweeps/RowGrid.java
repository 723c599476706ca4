package io.millrace.ui.sweeps;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.provider.SortDirection;
import io.millrace.scenarios.query.RowPages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that meet the filters: the database sorts them, and gives those that are in view. */
final class RowGrid extends Grid<List<@Nullable Object>> {

  RowGrid(OpenSweep sweep) {
    addClassName("sweep-rows");
    addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
    setHeight("26rem");
    setMultiSort(false);
    getElement().setAttribute("aria-label", "Rows");
    for (String name : sweep.telling()) {
      int at = sweep.index(name);
      boolean number = sweep.isNumeric(name);
      addColumn(row -> Columns.text(row.get(at)))
          .setHeader(Columns.name(name))
          .setKey(name)
          .setSortProperty(name)
          .setResizable(true)
          .setAutoWidth(true)
          .setFlexGrow(1)
          .setTextAlign(number ? ColumnTextAlign.END : ColumnTextAlign.START);
    }
    setDataProvider(
        DataProvider.fromCallbacks(
            query -> {
              List<RowPages.Order> orders =
                  query.getSortOrders().stream()
                      .map(
                          it ->
                              new RowPages.Order(
                                  it.getSorted(), it.getDirection() == SortDirection.DESCENDING))
                      .toList();
              return sweep
                  .pages()
                  .page(orders, query.getOffset(), query.getLimit())
                  .rows()
                  .stream();
            },
            query -> {
              return (int) Math.min(Integer.MAX_VALUE, sweep.rows().count());
            }));
  }
}
