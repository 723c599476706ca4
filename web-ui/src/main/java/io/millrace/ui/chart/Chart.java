package io.millrace.ui.chart;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.shared.Registration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;

/**
 * Shows a {@link ChartDescription}: a drawing with a text that says what it shows, its data as a
 * table, and buttons that save it as SVG or PNG and the data as CSV, all of it in the browser.
 */
@Tag("millrace-chart")
@JavaScript("context://webjars/echarts/5.5.0/echarts.min.js")
@JavaScript("context://millrace/chart.js")
@StyleSheet("context://millrace/chart.css")
public final class Chart extends Component implements HasSize, HasStyle {
  /** Colours of series that {@code chart.css} has, from {@code --chart-1} on. */
  static final int COLOURS = 7;

  private static final String CHOSEN = "chart-select";
  private static final String ID = "event.detail.id";
  private static final String BRUSHED = "chart-brush";
  private static final String AXIS = "event.detail.axis";
  private static final String LOW = "event.detail.low";
  private static final String HIGH = "event.detail.high";

  private Set<String> ids = Set.of();
  private Set<String> axes = Set.of();
  private Set<String> selected = Set.of();

  /** Shows a chart. */
  public Chart(ChartDescription description) {
    getElement().addEventListener(CHOSEN, this::choose).addEventData(ID);
    getElement()
        .addEventListener(BRUSHED, this::brush)
        .addEventData(AXIS)
        .addEventData(LOW)
        .addEventData(HIGH);
    show(description);
  }

  /** Shows another chart in its place; what is selected in both stays selected. */
  public void show(ChartDescription description) {
    ids = ids(description);
    axes =
        description instanceof ParallelCoordinates lines
            ? lines.axes().stream()
                .map(ParallelCoordinates.ParallelAxis::id)
                .collect(Collectors.toSet())
            : Set.of();
    getElement().setPropertyJson("picture", Picture.of(description).json());
    select(selected);
  }

  /** Selects the points of some ids, and no others; ids that no point has are left out. */
  public void select(Collection<String> those) {
    Set<String> known = new LinkedHashSet<>(those);
    known.retainAll(ids);
    selected = Set.copyOf(known);
    ArrayNode list = Frame.array();
    known.forEach(list::add);
    getElement().setPropertyJson("selected", list);
  }

  /** The ids of the points that are selected. */
  public Set<String> selected() {
    return selected;
  }

  /** Listens for points that a visitor chooses; each is then selected, the others no more. */
  public Registration onSelection(ComponentEventListener<PointSelected> listener) {
    return addListener(PointSelected.class, listener);
  }

  /** Listens for parts of axes that a visitor marks in {@link ParallelCoordinates}. */
  public Registration onBrush(ComponentEventListener<AxisBrushed> listener) {
    return addListener(AxisBrushed.class, listener);
  }

  private void brush(DomEvent event) {
    String axis = event.getEventData().path(AXIS).asString("");
    double low = event.getEventData().path(LOW).asDouble(Double.NaN);
    double high = event.getEventData().path(HIGH).asDouble(Double.NaN);
    if (axes.contains(axis) && low <= high) {
      fireEvent(new AxisBrushed(this, axis, low, high));
    }
  }

  /** What a browser says is checked: only points that are there can be chosen. */
  private void choose(DomEvent event) {
    String id = event.getEventData().path(ID).asString("");
    if (ids.contains(id)) {
      select(Set.of(id));
      fireEvent(new PointSelected(this, id));
    }
  }

  private static Set<String> ids(ChartDescription description) {
    Set<String> ids = new LinkedHashSet<>();
    if (description instanceof Scatter scatter) {
      scatter.points().forEach(it -> ids.add(it.id()));
    }
    if (description instanceof HeatMap map) {
      map.cells().stream().map(HeatMap.Cell::id).filter(it -> !it.isEmpty()).forEach(ids::add);
    }
    if (description instanceof ParallelCoordinates parallel) {
      parallel.lines().forEach(it -> ids.add(it.id()));
    }
    return ids;
  }
}
