package io.millrace.ui.check;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.text.Numbers;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Cases as rows, those furthest off first. */
final class CaseGrid extends Grid<CaseResult.Predicted> {
  private static final String CELL =
      """
      <div class="cell ${item.state}">
        <span class="cell-text">${item.text}</span>
        <span class="cell-remark">${item.remark}</span>
      </div>
      """;

  CaseGrid() {
    addClassName("cases");
    addThemeVariants(GridVariant.LUMO_NO_BORDER);
    setHeight("26rem");
    getElement().setAttribute("aria-label", "Cases, furthest off first");
    column("Case", CaseResult.Predicted::id, CaseResult.Predicted::family, "13rem", false)
        .setComparator(CaseResult.Predicted::id)
        .setRowHeader(true)
        .setFlexGrow(1);
    number("Published", CaseGrid::published, it -> "", CaseResult.Predicted::measured);
    number(
        "Predicted",
        it -> Numbers.with(it.predicted().value(), it.metric().unit()),
        it -> it.hasRange() ? Numbers.range(it.predicted()) : "",
        it -> it.predicted().value());
    number(
        "Difference",
        it -> Numbers.signedPercent(it.error()),
        it -> !it.hasRange() ? "" : it.covered() ? "in the range" : "outside the range",
        it -> -Math.abs(it.error()));
  }

  /** The published number with its unit. */
  static String published(CaseResult.Predicted it) {
    return Numbers.with(it.measured(), it.metric().unit());
  }

  private void number(
      String header,
      Function<CaseResult.Predicted, String> text,
      Function<CaseResult.Predicted, String> remark,
      ToDoubleFunction<CaseResult.Predicted> order) {
    column(header, text, remark, "8.5rem", true)
        .setComparator(Comparator.comparingDouble(order))
        .setTextAlign(ColumnTextAlign.END);
  }

  private Column<CaseResult.Predicted> column(
      String header,
      Function<CaseResult.Predicted, String> text,
      Function<CaseResult.Predicted, String> remark,
      String width,
      boolean number) {
    return addColumn(
            LitRenderer.<CaseResult.Predicted>of(CELL)
                .withProperty("text", text::apply)
                .withProperty("remark", remark::apply)
                .withProperty(
                    "state", it -> number && it.hasRange() && !it.covered() ? "missed" : ""))
        .setHeader(header)
        .setWidth(width)
        .setFlexGrow(0);
  }

  /** Shows some cases instead. */
  void show(List<CaseResult.Predicted> cases) {
    setItems(
        cases.stream()
            .sorted(
                Comparator.comparingDouble(
                    (CaseResult.Predicted it) -> -Math.abs(Math.log1p(it.error()))))
            .toList());
  }
}
