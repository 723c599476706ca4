package io.millrace.ui.library;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import java.util.Optional;

/**
 * The scenario library: published training runs, and what the simulation says of them. A scenario's
 * id in the address opens it.
 */
@Route(LibraryView.SCENARIOS)
@RouteAlias(LibraryView.SCENARIOS + "/:" + LibraryView.ID)
@PageTitle("Library")
@Menu(title = "Library", order = 20, icon = "vaadin:book")
public final class LibraryView extends Main implements BeforeEnterObserver {
  static final String SCENARIOS = "scenarios";
  static final String ID = "id";

  private final LibraryPanel library;

  /** Lays out the page. */
  public LibraryView(LibraryRuns runs) {
    library = new LibraryPanel(runs);
    library.onSelection(LibraryView::showInAddress);
    addClassName("library-view");
    add(library);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    event.getRouteParameters().get(ID).ifPresent(library::select);
  }

  private static void showInAddress(Optional<String> scenario) {
    String address = scenario.map(id -> SCENARIOS + "/" + id).orElse(SCENARIOS);
    UI.getCurrent().getPage().getHistory().replaceState(null, address);
  }
}
