package io.millrace.ui.check;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.Grouping;
import io.millrace.scenarios.check.Metric;
import io.millrace.scenarios.check.Summary;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.chart.Scatter;
import io.millrace.ui.figures.CopyButton;
import io.millrace.ui.runs.VisitorRuns;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far off predictions are of what others have published. What is grouped, chosen and opened is
 * in the address.
 */
@Route(CheckView.CHECK)
@PageTitle("Check")
@Menu(title = "Check", order = 30, icon = "vaadin:check-square-o")
@StyleSheet("context://millrace/check.css")
public final class CheckView extends Main implements BeforeEnterObserver {
  static final String CHECK = "check";

  private final CheckRuns check;
  private final VisitorRuns runs;
  private final Paragraph sentence = new Paragraph();
  private final ProgressBar progress = new ProgressBar();
  private final Select<Metric> metric = new Select<>();
  private final Select<Grouping> grouping = new Select<>();
  private final Chart chart =
      new Chart(
          new Scatter(
              "Predicted against published",
              "Case",
              Axis.of("published", ""),
              Axis.of("predicted", ""),
              List.of(),
              List.of()));
  private final ErrorTable errors = new ErrorTable(this::choose);
  private final CaseGrid grid = new CaseGrid();
  private final Div opened = new Div();
  private final NativeDetails refused = new NativeDetails();
  private String group = Summary.ALL;
  private Optional<String> shown = Optional.empty();
  private Runnable unlisten = () -> {};

  /** Shows the check that all visitors share. */
  public CheckView(CheckRuns check, VisitorRuns runs) {
    this.check = check;
    this.runs = runs;
    addClassName("check-view");
    sentence.addClassName("sentence");
    sentence.getElement().setAttribute("role", "status");
    progress.getElement().setAttribute("aria-label", "Share of the cases that are predicted");
    select(metric, "Metric", List.of(Metric.values()));
    metric.setItemLabelGenerator(Metric::label);
    select(grouping, "Group by", List.of(Grouping.values()));
    grouping.setItemLabelGenerator(Grouping::label);
    metric.setValue(Metric.ITERATION_TIME);
    grouping.setValue(Grouping.FAMILY);
    metric.addValueChangeListener(change -> changed(change.isFromClient()));
    grouping.addValueChangeListener(change -> changed(change.isFromClient()));
    Anchor csv =
        new Anchor(
            DownloadHandler.fromInputStream(
                event -> {
                  byte[] text = CheckCsv.of(check.now().result()).getBytes(StandardCharsets.UTF_8);
                  return new DownloadResponse(
                      new ByteArrayInputStream(text), "check.csv", "text/csv", text.length);
                }),
            "All cases as CSV");
    Div controls = new Div(metric, grouping, csv, CopyButton.ofAddress("Copy link"));
    controls.addClassName("controls");
    chart.onSelection(event -> open(Optional.of(event.id())));
    grid.addItemClickListener(click -> open(Optional.of(click.getItem().id())));
    Div pictures = new Div(chart, errors);
    pictures.addClassName("pictures");
    refused.setVisible(false);
    add(
        sentence,
        progress,
        controls,
        pictures,
        opened,
        new H2("Furthest off first"),
        grid,
        refused);
    refresh();
  }

  private static <T> void select(Select<T> select, String label, List<T> items) {
    select.setLabel(label);
    select.setItems(items);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    QueryParameters asked = event.getLocation().getQueryParameters();
    asked
        .getSingleParameter("by")
        .flatMap(
            key -> Arrays.stream(Grouping.values()).filter(it -> it.key().equals(key)).findFirst())
        .ifPresent(grouping::setValue);
    asked
        .getSingleParameter("metric")
        .flatMap(
            key -> Arrays.stream(Metric.values()).filter(it -> it.key().equals(key)).findFirst())
        .ifPresent(metric::setValue);
    group = asked.getSingleParameter("group").orElse(Summary.ALL);
    shown = asked.getSingleParameter("case");
    refresh();
  }

  private void changed(boolean byVisitor) {
    if (byVisitor) {
      group = Summary.ALL;
      refresh();
      address();
    }
  }

  /** Shows one group alone, or all again. */
  void choose(String name) {
    group = name.equals(group) ? Summary.ALL : name;
    refresh();
    address();
  }

  /** Opens a case. */
  void open(Optional<String> id) {
    shown = id;
    refresh();
    address();
  }

  private void address() {
    QueryParameters parameters = QueryParameters.empty();
    parameters = parameters.merging("metric", metric.getValue().key());
    parameters = parameters.merging("by", grouping.getValue().key());
    if (!group.equals(Summary.ALL)) {
      parameters = parameters.merging("group", group);
    }
    if (shown.isPresent()) {
      parameters = parameters.merging("case", shown.get());
    }
    UI.getCurrent()
        .getPage()
        .getHistory()
        .replaceState(null, CHECK + "?" + parameters.getQueryString());
  }

  private void refresh() {
    CheckRuns.State state = check.now();
    CheckResult result = state.result();
    Metric what = metric.getValue();
    List<CaseResult.Predicted> cases =
        result.scored(what).stream()
            .filter(it -> group.equals(Summary.ALL) || grouping.getValue().of(it).equals(group))
            .toList();
    sentence.setText(says(state, what));
    progress.setVisible(!state.finished());
    progress.setIndeterminate(state.cases() == 0);
    progress.setValue(state.cases() == 0 ? 0 : (double) state.done() / state.cases());
    chart.show(CheckChart.of(cases, what, grouping.getValue()));
    errors.show(grouping.getValue().label(), result.summaries(grouping.getValue(), what), group);
    grid.show(cases);
    showCase(cases);
    showRefused(result.notPredicted());
  }

  private void showCase(List<CaseResult.Predicted> cases) {
    opened.removeAll();
    Optional<CaseResult.Predicted> found =
        shown.flatMap(id -> cases.stream().filter(it -> it.id().equals(id)).findFirst());
    chart.select(found.map(CaseResult.Predicted::id).stream().toList());
    found.ifPresent(
        it -> {
          opened.add(new CasePanel(it, runs));
          grid.select(it);
        });
  }

  private void showRefused(List<CaseResult.NotPredicted> cases) {
    refused.setVisible(!cases.isEmpty());
    refused.setSummaryText("Not predicted: " + Numbers.whole(cases.size()));
    List<ListItem> items = new ArrayList<>();
    cases.forEach(it -> items.add(new ListItem(it.id() + ": " + it.reason())));
    refused.setContent(new UnorderedList(items.toArray(ListItem[]::new)));
  }

  private static String says(CheckRuns.State state, Metric metric) {
    String far =
        state
            .failure()
            .map(it -> "The check stopped, a mistake of Millrace: " + it + ". ")
            .orElse("");
    if (!state.finished()) {
      far =
          state.cases() == 0
              ? "Reading the published runs. "
              : "%d of %d published runs predicted so far. ".formatted(state.done(), state.cases());
    }
    return far
        + state
            .result()
            .total(metric)
            .map(
                it ->
                    "The %s of %s published runs is off by %s at the median; nine of ten are within %s, the worst is off by %s."
                        .formatted(
                            metric.label(),
                            Numbers.whole(it.cases()),
                            Numbers.percent(it.medianApe()),
                            Numbers.percent(it.p90Ape()),
                            Numbers.percent(it.maxApe())))
            .orElse(state.finished() ? "No published run has a " + metric.label() + "." : "");
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    Runnable news = attached.getUI().accessLater(this::refresh, () -> {})::run;
    unlisten = check.listen(news);
    refresh();
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    unlisten.run();
  }
}
