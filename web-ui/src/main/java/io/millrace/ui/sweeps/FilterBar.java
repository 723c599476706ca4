package io.millrace.ui.sweeps;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.function.SerializableConsumer;
import io.millrace.scenarios.query.RowFilter;
import io.millrace.scenarios.text.Numbers;
import java.util.List;
import java.util.Optional;

/** The filters that hold, each with a way to take it away, and a form for another. */
final class FilterBar extends Div {
  private static final int MOST_CHOICES = 500;

  private final Div chips = new Div();
  private final Select<String> column = new Select<>();
  private final NumberField low = new NumberField("from");
  private final NumberField high = new NumberField("to");
  private final MultiSelectComboBox<String> choices = new MultiSelectComboBox<>("is one of");
  private final Button add = new Button("Filter");
  private final SerializableConsumer<String> onRemove;
  private final OpenSweep sweep;

  FilterBar(
      OpenSweep sweep,
      SerializableConsumer<RowFilter> onFilter,
      SerializableConsumer<String> onRemove) {
    this.sweep = sweep;
    this.onRemove = onRemove;
    addClassName("filter-bar");
    chips.addClassName("chips");
    column.setLabel("Filter by");
    column.setItems(sweep.differing());
    column.setItemLabelGenerator(Columns::name);
    column.addValueChangeListener(change -> follow());
    add.addClickListener(click -> filter().ifPresent(onFilter));
    Div form = new Div(column, low, high, choices, add);
    form.addClassName("controls");
    add(chips, form);
    follow();
  }

  private void follow() {
    String name = column.getValue();
    boolean numeric = name != null && sweep.isNumeric(name);
    low.setVisible(numeric);
    high.setVisible(numeric);
    choices.setVisible(name != null && !numeric);
    add.setEnabled(name != null);
    low.clear();
    high.clear();
    if (choices.isVisible() && name != null) {
      choices.setItems(sweep.pages().values(name, MOST_CHOICES));
    }
  }

  private Optional<RowFilter> filter() {
    String name = column.getValue();
    if (name == null) {
      return Optional.empty();
    }
    if (!sweep.isNumeric(name)) {
      return choices.getValue().isEmpty()
          ? Optional.empty()
          : Optional.of(new RowFilter.OneOf(name, List.copyOf(choices.getValue())));
    }
    Double from = low.getValue();
    Double to = high.getValue();
    return from == null && to == null
        ? Optional.empty()
        : Optional.of(
            new RowFilter.Range(
                name,
                from == null ? Double.NEGATIVE_INFINITY : from,
                to == null ? Double.POSITIVE_INFINITY : to));
  }

  /** Shows the filters that hold. */
  void show(List<RowFilter> filters) {
    chips.removeAll();
    for (RowFilter filter : filters) {
      String says = says(filter);
      Button remove = new Button(VaadinIcon.CLOSE_SMALL.create());
      remove.addThemeVariants(
          ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
      remove.setAriaLabel("Remove the filter " + says);
      remove.addClickListener(click -> onRemove.accept(filter.column()));
      Span chip = new Span(new Span(says), remove);
      chip.addClassName("chip");
      chips.add(chip);
    }
    chips.setVisible(!filters.isEmpty());
  }

  private static String says(RowFilter filter) {
    String name = Columns.name(filter.column());
    return switch (filter) {
      case RowFilter.OneOf choice -> name + " is " + String.join(" or ", choice.values());
      case RowFilter.Range range when Double.isInfinite(range.low()) ->
          name + " ≤ " + Numbers.plain(range.high());
      case RowFilter.Range range when Double.isInfinite(range.high()) ->
          name + " ≥ " + Numbers.plain(range.low());
      case RowFilter.Range range ->
          "%s %s … %s".formatted(name, Numbers.plain(range.low()), Numbers.plain(range.high()));
    };
  }
}
