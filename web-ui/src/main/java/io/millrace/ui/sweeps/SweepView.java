package io.millrace.ui.sweeps;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.millrace.model.input.InvalidInputException;
import io.millrace.scenarios.query.Overview;
import io.millrace.scenarios.query.RowFilter;
import io.millrace.scenarios.query.RowPages;
import io.millrace.scenarios.query.SweepRows;
import io.millrace.scenarios.text.CsvRows;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.chart.AxisBrushed;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.chart.ChartDescription;
import io.millrace.ui.chart.ParallelCoordinates;
import io.millrace.ui.figures.CopyButton;
import io.millrace.ui.figures.DataTable;
import io.millrace.ui.figures.IssueList;
import io.millrace.ui.figures.Spreadsheet;
import io.millrace.ui.runs.VisitorRuns;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of one sweep: filtered, drawn, as a table, and each of them as a scenario. */
@Route(SweepsView.SWEEPS)
@PageTitle("Sweep")
@StyleSheet("context://millrace/sweeps.css")
public final class SweepView extends Main implements HasUrlParameter<String> {
  private final SweepFolders folders;
  private final VisitorRuns runs;
  private final Div body = new Div();
  private final Div pictures = new Div();
  private final Div opened = new Div();
  private final Paragraph counted = new Paragraph();
  private final IssueList issues = new IssueList();
  private SweepFolders.@Nullable Stored stored;
  private @Nullable OpenSweep sweep;
  private @Nullable FilterBar filters;
  private @Nullable RowGrid grid;
  private final Select<String> x = new Select<>();
  private final Select<String> y = new Select<>();
  private SweepState state =
      new SweepState(
          java.util.Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty());
  private @Nullable ParallelCoordinates parallel;

  /** Shows sweeps below a folder. */
  public SweepView(SweepFolders folders, VisitorRuns runs) {
    this.folders = folders.ofOwner(runs.owner());
    this.runs = runs;
    addClassName("sweep-view");
    counted.addClassName("note");
    counted.getElement().setAttribute("role", "status");
    pictures.addClassName("pictures");
    add(body);
  }

  @Override
  public void setParameter(BeforeEvent event, String id) {
    open(id, SweepState.of(event.getLocation().getQueryParameters()));
  }

  /** Opens the sweep of an id. */
  void open(String id, SweepState asked) {
    close();
    body.removeAll();
    Optional<SweepFolders.Stored> found = folders.find(id);
    if (found.isEmpty()) {
      Paragraph none = new Paragraph("There is no sweep of this address.");
      none.addClassName("error");
      none.getElement().setAttribute("role", "alert");
      body.add(none, new Anchor(SweepsView.SWEEPS, "All sweeps"));
      return;
    }
    try {
      show(found.get(), new OpenSweep(found.get().sweep().path()), asked);
    } catch (InvalidInputException e) {
      issues.show(e.issues());
      body.add(issues);
    }
  }

  private void show(SweepFolders.Stored found, OpenSweep opening, SweepState asked) {
    stored = found;
    sweep = opening;
    state = asked;
    FilterBar bar =
        new FilterBar(opening, it -> change(state.with(it)), it -> change(state.without(it)));
    filters = bar;
    RowGrid rows = new RowGrid(opening);
    rows.addItemClickListener(click -> choose(click.getItem(), opening));
    grid = rows;
    List<String> figures = opening.figures();
    axis(x, "Figure across", figures, asked.x(), 0);
    axis(y, "Figure upward", figures, asked.y(), figures.size() - 1);
    Header header =
        new Header(new Div(new H2(found.sweep().name())), CopyButton.ofAddress("Copy link"));
    header.addClassName("with-button");
    Div table = new Div(new Div(counted), csv(found));
    table.addClassName("with-button");
    Div figuresShown = new Div(x, y);
    figuresShown.addClassName("controls");
    if (!found.sweep().isComplete()) {
      Paragraph partly =
          new Paragraph(
              "Only %s of %s parts are written so far; load the page again to see what came since."
                  .formatted(
                      Numbers.whole(found.sweep().files().size()),
                      Numbers.whole(found.sweep().chunks())));
      partly.addClassName("stale");
      body.add(partly);
    }
    body.add(header, about(opening), bar, issues, figuresShown, pictures, table, rows, opened);
    refresh();
  }

  private void axis(
      Select<String> select,
      String label,
      List<String> figures,
      Optional<String> asked,
      int otherwise) {
    select.setLabel(label);
    select.setItems(figures);
    select.setItemLabelGenerator(Columns::name);
    if (!figures.isEmpty()) {
      String preferred = otherwise == 0 ? "iteration_seconds" : "usd_per_million_tokens";
      select.setValue(
          asked
              .filter(figures::contains)
              .orElse(figures.contains(preferred) ? preferred : figures.get(otherwise)));
    }
    select.addValueChangeListener(
        change -> {
          if (change.isFromClient() && x.getValue() != null && y.getValue() != null) {
            change(state.over(x.getValue(), y.getValue(), x.getValue()));
          }
        });
  }

  private static Component about(OpenSweep sweep) {
    Overview overview = sweep.overview();
    String states =
        overview.states().stream()
            .map(it -> "%s %s".formatted(Numbers.whole(it.rows()), it.status()))
            .collect(Collectors.joining(", "));
    Paragraph rows =
        new Paragraph("%s rows: %s.".formatted(Numbers.whole(overview.rows()), states));
    rows.addClassName("sentence");
    Div columns = new Div();
    DataTable table =
        new DataTable("Columns").heads(List.of("Column", "", "values", "least", "largest"));
    for (Overview.Summary it : overview.columns()) {
      if (it.values() > 0 && !it.column().name().equals("plan_json")) {
        table.row(
            List.of(new Span(it.column().name())),
            List.of(
                new Span(it.isAxis() ? "axis" : ""),
                new Span(Numbers.whole(it.values())),
                new Span(shortened(Columns.text(it.least()))),
                new Span(shortened(Columns.text(it.largest())))));
      }
    }
    columns.add(table);
    NativeDetails details = new NativeDetails("Columns", columns);
    Div about = new Div(rows, details);
    if (!sweep.refusals().isEmpty()) {
      DataTable reasons = new DataTable("Why rows have no figures");
      sweep
          .refusals()
          .forEach(
              it ->
                  reasons.row(
                      List.of(new Span(it.status() + ": " + it.error())),
                      List.of(new Span(Numbers.whole(it.rows())))));
      about.add(new NativeDetails("Why rows have no figures", reasons));
    }
    return about;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }

  private Component csv(SweepFolders.Stored found) {
    DownloadHandler rowsAsCsv =
        event -> {
          event.setFileName(found.id() + ".csv");
          event.setContentType("text/csv");
          // Rows of its own: a download runs beside the page.
          try (SweepRows rows = SweepRows.open(List.of(found.sweep().path()));
              Writer out =
                  new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8)) {
            RowPages pages = new RowPages(rows);
            pages.keep(state.list());
            pages.all().sendTo(Spreadsheet.harmless(new CsvRows(out)));
          }
        };
    return new Anchor(rowsAsCsv, "Rows as CSV");
  }

  private void choose(List<@Nullable Object> row, OpenSweep from) {
    if (row.get(from.index("point")) instanceof Number point) {
      change(state.at(OptionalLong.of(point.longValue())));
    }
  }

  private void change(SweepState to) {
    boolean rowOnly =
        to.filters().equals(state.filters())
            && to.x().equals(state.x())
            && to.y().equals(state.y());
    state = to;
    if (rowOnly) {
      showRow();
    } else {
      refresh();
    }
    if (stored != null) {
      String query = state.query();
      UI.getCurrent()
          .getPage()
          .getHistory()
          .replaceState(
              null, SweepsView.SWEEPS + "/" + stored.id() + (query.isEmpty() ? "" : "?" + query));
    }
  }

  private void refresh() {
    OpenSweep now = sweep;
    if (now == null || filters == null || grid == null) {
      return;
    }
    issues.show(List.of());
    try {
      now.keep(state.list());
    } catch (InvalidInputException e) {
      issues.show(e.issues());
      now.keep(List.of());
    }
    filters.show(state.list());
    grid.getDataProvider().refreshAll();
    counted.setText(
        "%s of %s rows. Charts draw a sample of about %s where there are more."
            .formatted(
                Numbers.whole(now.rows().count()),
                Numbers.whole(now.overview().rows()),
                Numbers.whole(SweepCharts.MOST)));
    draw(now);
    showRow();
  }

  private void draw(OpenSweep now) {
    pictures.removeAll();
    String across = x.getValue();
    String upward = y.getValue();
    if (across == null || upward == null || across.equals(upward)) {
      return;
    }
    chart(
        () -> {
          ParallelCoordinates made = SweepCharts.parallel(now, across, upward);
          parallel = made;
          return made;
        });
    chart(() -> SweepCharts.front(now, across, upward));
    // Of paths that vary together one is enough.
    List<String> axes =
        now.rows().axes().stream().map(List::getFirst).filter(now.differing()::contains).toList();
    if (axes.size() > 1) {
      String wide = axes.stream().filter(now::isNumeric).findFirst().orElse(axes.getFirst());
      String high = axes.stream().filter(it -> !it.equals(wide)).findFirst().orElseThrow();
      chart(() -> SweepCharts.map(now, across, wide, high));
    }
  }

  private void chart(Supplier<ChartDescription> description) {
    try {
      Chart chart = new Chart(description.get());
      chart.onSelection(event -> change(state.at(OptionalLong.of(Long.parseLong(event.id())))));
      chart.onBrush(this::brushed);
      pictures.add(chart);
    } catch (InvalidInputException e) {
      IssueList why = new IssueList();
      why.show(e.issues());
      pictures.add(why);
    }
  }

  private void brushed(AxisBrushed mark) {
    ParallelCoordinates drawn = parallel;
    if (drawn == null) {
      return;
    }
    List<String> categories =
        drawn.axes().stream()
            .filter(it -> it.id().equals(mark.axis()))
            .findFirst()
            .orElseThrow()
            .categories();
    if (categories.isEmpty()) {
      change(state.with(new RowFilter.Range(mark.axis(), mark.low(), mark.high())));
      return;
    }
    List<String> kept = new ArrayList<>();
    for (int at = 0; at < categories.size(); at++) {
      if (at >= mark.low() - 0.5 && at <= mark.high() + 0.5) {
        kept.add(categories.get(at));
      }
    }
    change(state.with(new RowFilter.OneOf(mark.axis(), kept)));
  }

  private void showRow() {
    opened.removeAll();
    OpenSweep now = sweep;
    SweepFolders.Stored of = stored;
    if (now == null || of == null || state.point().isEmpty()) {
      return;
    }
    now.pages()
        .row(state.point().getAsLong())
        .ifPresent(row -> opened.add(new RowPanel(of, now, row, runs)));
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    // Whoever goes back comes to a page whose rows were closed when it was left.
    if (sweep == null && stored != null) {
      open(stored.id(), state);
    }
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    close();
  }

  private void close() {
    if (sweep != null) {
      sweep.close();
      sweep = null;
    }
  }
}
