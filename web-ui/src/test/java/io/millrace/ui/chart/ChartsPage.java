package io.millrace.ui.chart;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import java.util.List;

/** Every kind of chart on one page, for tests only. */
@Route("test/charts")
@PageTitle("Charts")
public final class ChartsPage extends Main {

  /** Lays out the page. */
  public ChartsPage() {
    getStyle().set("padding", "1rem").set("overflow", "auto").set("height", "100%");
    Paragraph chosen = new Paragraph("none");
    chosen.setId("chosen");
    Chart scatter = new Chart(SampleCharts.scatter());
    scatter.setId("scatter");
    scatter.onSelection(event -> chosen.setText(event.id()));
    NativeButton fast =
        new NativeButton("Select the fastest", event -> scatter.select(List.of("front-2")));
    fast.setId("fast");
    Div grid = new Div(scatter, new Chart(SampleCharts.bars()), new Chart(SampleCharts.lines()));
    grid.add(new Chart(SampleCharts.heatMap()), new Chart(SampleCharts.tornado()));
    grid.getStyle().set("display", "grid").set("gap", "2rem");
    grid.getStyle().set("grid-template-columns", "repeat(auto-fit, minmax(min(30rem, 100%), 1fr))");
    add(new H1("Charts"), chosen, fast, grid);
  }
}
