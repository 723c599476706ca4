package io.millrace.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import io.millrace.model.report.ProjectVersion;
import io.millrace.ui.library.LibraryPanel;
import io.millrace.ui.library.LibraryRuns;
import java.util.Optional;

/**
 * The page a visitor meets first: the scenario library. A scenario's id in the address opens it.
 */
@Route("")
@RouteAlias(MainView.SCENARIOS + ":" + MainView.ID)
@PageTitle("Millrace")
public final class MainView extends Div implements BeforeEnterObserver {
  static final String SCENARIOS = "scenarios/";
  static final String ID = "id";

  private final LibraryPanel library;

  /** Lays out the page. */
  public MainView(LibraryRuns runs) {
    library = new LibraryPanel(runs);
    library.onSelection(MainView::showInAddress);
    addClassName("page");
    add(header(), new Main(library));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    event.getRouteParameters().get(ID).ifPresent(library::select);
  }

  private static void showInAddress(Optional<String> scenario) {
    String address = scenario.map(id -> SCENARIOS + id).orElse("");
    UI.getCurrent().getPage().getHistory().replaceState(null, address);
  }

  private static Header header() {
    Image logo = new Image(Application.ICON, "");
    Span subject = new Span("Published training runs, and what the simulation says of them");
    subject.addClassName("subject");
    Span version = new Span("Version " + ProjectVersion.current());
    version.addClassName("version");
    Header header = new Header(logo, new H1("Millrace"), subject, version);
    header.addClassName("page-header");
    return header;
  }
}
