package io.millrace.ui.detail;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import io.millrace.ui.export.ExportDialog;
import io.millrace.ui.runs.FullQueueException;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunState;
import io.millrace.ui.runs.VisitorRuns;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A simulated plan: a heading with how far it is, then its pages. The run's id is in the address,
 * the page that is open too; without an id an example is there.
 */
@Route("detail")
@RouteAlias("detail/:" + DetailView.RUN)
@PageTitle("Simulation")
@Menu(title = "Simulation", order = 1, icon = "vaadin:chart-timeline")
@StyleSheet("context://millrace/detail.css")
public final class DetailView extends Main implements BeforeEnterObserver {
  static final String RUN = "run";
  static final String PAGE = "page";

  private final VisitorRuns runs;
  private final RunHeader header;
  private final DetailTabs tabs;
  private final Paragraph problem = new Paragraph();
  private Optional<Run> shown = Optional.empty();
  private Runnable unlisten = () -> {};

  /** Shows the visitor's simulations, one at a time, each on some pages. */
  public DetailView(VisitorRuns runs, List<DetailPage> pages) {
    this.runs = runs;
    header = new RunHeader(runs::cancel, this::export);
    tabs = new DetailTabs(pages, this::opened);
    addClassName("detail-view");
    problem.addClassName("error");
    problem.getElement().setAttribute("role", "alert");
    add(problem, header, tabs);
    say("");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    open(
        event.getRouteParameters().get(RUN),
        event.getLocation().getQueryParameters().getSingleParameter(PAGE));
  }

  /** Shows a page of the run of an id, or of the example. */
  void open(Optional<String> id, Optional<String> page) {
    say("");
    tabs.prefer(page);
    try {
      Optional<Run> run =
          id.isEmpty()
              ? Optional.of(ExampleRun.of(runs))
              : id.flatMap(DetailView::uuid)
                  .flatMap(runs::find)
                  .filter(it -> it.kind() == RunKind.SIMULATION);
      shown = Optional.empty();
      run.ifPresentOrElse(
          this::show,
          () -> {
            header.setVisible(false);
            tabs.setVisible(false);
            say("There is no simulation of this address: it may have been removed.");
          });
    } catch (FullQueueException e) {
      say(String.valueOf(e.getMessage()));
    }
  }

  /** The run that is shown. */
  Optional<Run> shown() {
    return shown;
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void show(Run run) {
    shown = Optional.of(run);
    header.show(run);
    Optional<Subject> subject =
        run.answer()
            .filter(it -> run.state() == RunState.DONE)
            .map(answer -> new Subject(run.id(), run.title(), run.question(), answer));
    tabs.setVisible(subject.isPresent());
    subject.ifPresent(tabs::show);
  }

  /** A visitor went to another page. */
  private void opened(DetailPage page) {
    getUI()
        .ifPresent(
            ui ->
                shown.ifPresent(
                    run ->
                        ui.getPage()
                            .getHistory()
                            .pushState(
                                null,
                                new Location(
                                    "detail/" + run.id(), QueryParameters.of(PAGE, page.key())))));
  }

  private void export() {
    shown.ifPresent(run -> new ExportDialog(run.title(), run.question()).open());
  }

  private void say(String what) {
    problem.setText(what);
    problem.setVisible(!what.isEmpty());
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    SerializableConsumer<Run> news = attached.getUI().accessLater(this::heard, () -> {});
    unlisten = runs.listen(news::accept);
    // What ended before somebody listened gives no news.
    shown.flatMap(run -> runs.find(run.id())).ifPresent(this::heard);
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    unlisten.run();
  }

  private void heard(Run run) {
    shown
        .filter(it -> it.id().equals(run.id()) && !it.state().isFinal())
        .ifPresent(it -> show(run));
  }
}
