package io.millrace.ui.plan;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.SerializableRunnable;
import io.millrace.model.report.Figure;
import io.millrace.scenarios.reference.TermKind;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.reference.TermHelp;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The plans of an answer as rows, sortable by each figure; what does not fit is grey. */
final class PlanGrid extends Grid<PlanRow> {
  private static final String PLAN =
      """
      <div class="cell">
        <span class="cell-text">${item.label}
          <span class="mark" ?hidden="${!item.mark}">${item.mark}</span></span>
        <span class="cell-remark">${item.remark}</span>
      </div>
      """;
  private static final String FIGURE =
      """
      <div class="cell">
        <span class="cell-text">${item.text}</span>
        <span class="cell-remark">${item.remark}</span>
      </div>
      """;
  private static final String NONE = "–";

  private final Set<PlanRow> compared = new LinkedHashSet<>();

  /** Tells when other plans are ticked to be compared. */
  PlanGrid(SerializableRunnable ticked) {
    addClassName("plans");
    addThemeVariants(GridVariant.LUMO_NO_BORDER);
    setHeight("24rem");
    getElement().setAttribute("aria-label", "Plans");
    setPartNameGenerator(row -> row.fits() ? null : "infeasible");

    Span heading = new Span("Compare");
    heading.addClassName("for-screen-readers");
    addComponentColumn(row -> tick(row, ticked))
        .setHeader(heading)
        .setKey("compare")
        .setWidth("2.75rem")
        .setFlexGrow(0);
    addColumn(
            LitRenderer.<PlanRow>of(PLAN)
                .withProperty("label", PlanRow::label)
                .withProperty("mark", row -> row.mark().orElse(""))
                .withProperty("remark", PlanGrid::remark))
        .setHeader("Plan")
        .setKey("plan")
        .setComparator(PlanRow::label)
        .setRowHeader(true)
        .setFrozen(true)
        .setWidth("9rem")
        .setFlexGrow(1)
        .setTooltipGenerator(PlanGrid::remark);
    figure(
        "Iteration",
        "iteration",
        "8rem",
        row -> Numbers.with(row.iterationTime().value(), "s"),
        PlanGrid::range,
        row -> row.iterationTime().value());
    figure(
        "Tokens/s",
        "tokens",
        "7.5rem",
        row -> text(row.tokensPerSecondPerDevice(), Numbers::plain),
        row -> text(row.utilization(), it -> "a device, " + Numbers.percent(it), "a device"),
        row -> -row.tokensPerSecondPerDevice().orElse(0));
    figure(
        "Memory",
        "memory",
        "6.5rem",
        row -> Numbers.percent(row.memoryShare()),
        row -> row.fits() ? "at most" : "does not fit",
        PlanRow::memoryShare);
    figure(
        "Energy",
        "energy",
        "5.5rem",
        row -> text(row.joulesPerToken(), it -> Numbers.with(it, "J")),
        row -> row.joulesPerToken().isPresent() ? "a token" : "",
        row -> row.joulesPerToken().orElse(Double.POSITIVE_INFINITY));
    figure(
        "Cost",
        "cost",
        "6.5rem",
        row -> text(row.dollarsPerMillionTokens(), it -> Numbers.with(it, "USD/Mtoken")),
        row -> row.dollarsPerMillionTokens().isPresent() ? "a million" : "no price",
        row -> row.dollarsPerMillionTokens().orElse(Double.POSITIVE_INFINITY));
  }

  private void figure(
      String header,
      String key,
      String width,
      Function<PlanRow, String> text,
      Function<PlanRow, String> remark,
      ToDoubleFunction<PlanRow> order) {
    addColumn(
            LitRenderer.<PlanRow>of(FIGURE)
                .withProperty("text", text::apply)
                .withProperty("remark", remark::apply))
        .setHeader(TermHelp.of(header, TermKind.FIGURE, term(key)))
        .setKey(key)
        .setComparator(Comparator.comparingDouble(order))
        .setTextAlign(ColumnTextAlign.END)
        .setWidth(width)
        .setFlexGrow(0);
  }

  private static String term(String column) {
    return switch (column) {
      case "iteration" -> "iterationTime";
      case "tokens" -> "tokensPerSecondPerDevice";
      case "memory" -> "memoryShare";
      default -> column;
    };
  }

  private Checkbox tick(PlanRow row, SerializableRunnable ticked) {
    Checkbox box = new Checkbox(compared.contains(row));
    box.setAriaLabel("Compare " + row.label() + ", row " + (row.place() + 1));
    box.addValueChangeListener(
        change -> {
          if (change.getValue()) {
            compared.add(row);
          } else {
            compared.remove(row);
          }
          ticked.run();
        });
    return box;
  }

  /** Shows plans. */
  void show(List<PlanRow> plans) {
    setItems(plans);
  }

  /** The plans that are ticked, in the order they were. */
  List<PlanRow> toCompare() {
    return List.copyOf(compared);
  }

  private static String range(PlanRow row) {
    Figure time = row.iterationTime();
    return !row.simulated()
        ? "estimated"
        : time.low() < time.high() ? Numbers.range(time) : "simulated";
  }

  private static String remark(PlanRow row) {
    return row.whyNot()
        .orElse("%s devices, %s".formatted(Numbers.whole(row.devices()), row.precision()));
  }

  private static String text(OptionalDouble number, Function<Double, String> format) {
    return text(number, format, NONE);
  }

  private static String text(
      OptionalDouble number, Function<Double, String> format, String otherwise) {
    return number.isPresent() ? format.apply(number.getAsDouble()) : otherwise;
  }
}
