package io.millrace.ui.plan;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.function.SerializableConsumer;
import java.util.Optional;

/** What lies along both axes, and a limit of each, to be chosen. */
final class AxisFields extends Div {
  private final Select<PlanMetric> x = metric("Across");
  private final Select<PlanMetric> y = metric("Upward");
  private final NumberField limitX = new NumberField();
  private final NumberField limitY = new NumberField();
  private ExplorerState state;
  private boolean following;

  /** Tells what is chosen. */
  AxisFields(ExplorerState state, SerializableConsumer<ExplorerState> chosen) {
    this.state = state;
    addClassName("axis-fields");
    follow();
    x.addValueChangeListener(it -> change(now().withX(it.getValue()), chosen));
    y.addValueChangeListener(it -> change(now().withY(it.getValue()), chosen));
    limitX.addValueChangeListener(
        it -> change(now().withLimit(now().x(), Optional.ofNullable(it.getValue())), chosen));
    limitY.addValueChangeListener(
        it -> change(now().withLimit(now().y(), Optional.ofNullable(it.getValue())), chosen));
    add(y, limitY, x, limitX);
  }

  private static Select<PlanMetric> metric(String label) {
    Select<PlanMetric> select = new Select<>();
    select.setLabel(label);
    select.setItems(PlanMetric.values());
    select.setItemLabelGenerator(PlanMetric::title);
    return select;
  }

  private ExplorerState now() {
    return state;
  }

  private void change(ExplorerState other, SerializableConsumer<ExplorerState> chosen) {
    if (!following && !other.equals(state)) {
      state = other;
      follow();
      chosen.accept(other);
    }
  }

  private void follow() {
    following = true;
    x.setValue(state.x());
    y.setValue(state.y());
    follow(limitX, state.x());
    follow(limitY, state.y());
    following = false;
  }

  private void follow(NumberField field, PlanMetric metric) {
    String unit = metric.unit().isEmpty() ? "" : ", " + metric.unit();
    field.setLabel((metric.moreIsBetter() ? "At least" : "At most") + unit);
    field.setPlaceholder("no limit");
    field.setClearButtonVisible(true);
    Double limit = state.limits().get(metric);
    if (limit == null) {
      field.clear();
    } else {
      field.setValue(limit);
    }
  }
}
