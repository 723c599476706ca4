package io.millrace.ui.library;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.Unit;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.masterdetaillayout.MasterDetailLayout;
import com.vaadin.flow.component.page.WindowSize;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.signals.Signal;
import io.millrace.ui.library.ScenarioGrid.Room;
import java.util.List;
import java.util.Optional;

/**
 * The library: a grid of its scenarios, filled while they are simulated, and beside it the details
 * of the selected one.
 */
public final class LibraryPanel extends MasterDetailLayout {
  // In pixels. A window that has no room for both shows the details over the grid.
  private static final int GRID_WIDTH = 700;
  private static final int DETAIL_WIDTH = 520;
  private static final int NAVIGATION_WIDTH = 208;
  private static final int NARROW = 800;
  private static final int WIDTH_WITH_QUESTION = 1180;
  private static final int WIDTH_WITH_PUBLISHED = 560;

  /** The layout makes a dialog of a detail that has no room; only then may it have a name. */
  private static final String NAME_OF_DIALOG =
      """
      this.updateComplete.then(() => {
        const detail = this.shadowRoot.getElementById('detail');
        const name = () => detail.toggleAttribute('aria-label', detail.hasAttribute('role'))
            && detail.setAttribute('aria-label', 'Scenario');
        new MutationObserver(name).observe(detail, {attributeFilter: ['role']});
        name();
      })
      """;

  private final List<LibraryRun> runs;
  private final ScenarioGrid grid;
  private final TextField filter = new TextField();
  private final Span status = new Span();
  private final ProgressBar progress = new ProgressBar();
  private int windowWidth = GRID_WIDTH + DETAIL_WIDTH;

  /** Shows the scenarios as the library has them now. */
  public LibraryPanel(LibraryRuns library) {
    runs = library.all();
    grid = new ScenarioGrid(runs);
    setSizeFull();
    setMasterSize("min(" + GRID_WIDTH + "px, 100vw)");
    setDetailSize(DETAIL_WIDTH, Unit.PIXELS);
    setExpandMaster(true);
    setMaster(master());
    addBackdropClickListener(click -> grid.deselectAll());
    addDetailEscapePressListener(press -> grid.deselectAll());
    addAttachListener(_ -> getElement().executeJs(NAME_OF_DIALOG));
    grid.asSingleSelect()
        .addValueChangeListener(change -> show(Optional.ofNullable(change.getValue())));
    count();
    fit();
  }

  /** Tells which scenario is selected by its id, empty for none. */
  public void onSelection(SerializableConsumer<Optional<String>> listener) {
    grid.asSingleSelect()
        .addValueChangeListener(
            change ->
                listener.accept(Optional.ofNullable(change.getValue()).map(it -> it.entry().id())));
  }

  /** Selects the scenario of an id; nothing if the library has none. */
  public void select(String id) {
    runs.stream()
        .filter(run -> run.entry().id().equals(id))
        .findFirst()
        .ifPresent(
            run -> {
              grid.select(run);
              grid.scrollToItem(run);
            });
  }

  private Div master() {
    filter.setPlaceholder("Filter by name, model, device or plan");
    filter.setAriaLabel("Filter scenarios");
    filter.setPrefixComponent(VaadinIcon.SEARCH.create());
    filter.setClearButtonVisible(true);
    filter.setValueChangeMode(ValueChangeMode.LAZY);
    filter.addValueChangeListener(
        change -> {
          grid.show(change.getValue());
          count();
        });
    status.addClassName("status");
    status.getElement().setAttribute("role", "status");
    progress.getElement().setAttribute("aria-hidden", "true");
    Div toolbar = new Div(filter, status);
    toolbar.addClassName("toolbar");
    Div master = new Div(toolbar, progress, grid);
    master.addClassName("library");
    return master;
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    UI ui = attached.getUI();
    Signal<WindowSize> window = ui.getPage().windowSizeSignal();
    Signal.effect(this, () -> fit(besideNavigation(window.get().width())));
    // A page that was closed meanwhile needs no news.
    for (LibraryRun run : runs) {
      if (!run.isDone()) {
        Runnable news = ui.accessLater(() -> refresh(run), () -> {});
        var _ = run.outcome().thenRun(news);
      }
    }
    // Runs that ended since the constructor counted give no news.
    count();
  }

  /** What the frame leaves of a window; in narrow ones the navigation comes over the page. */
  private static int besideNavigation(int window) {
    return window > NARROW ? window - NAVIGATION_WIDTH : window;
  }

  private void refresh(LibraryRun run) {
    grid.getDataProvider().refreshItem(run);
    if (getDetail() instanceof RunDetail detail && detail.run().equals(run)) {
      show(Optional.of(run));
    }
    count();
    if (done() == runs.size()) {
      // What is sorted by results finds its place.
      grid.getDataProvider().refreshAll();
    }
  }

  private void show(Optional<LibraryRun> run) {
    setDetail(run.map(it -> new RunDetail(it, grid::deselectAll)).orElse(null));
    fit();
  }

  private void count() {
    long done = done();
    boolean finished = done == runs.size();
    int shown = grid.shown();
    String scenarios =
        shown == runs.size() ? runs.size() + " scenarios" : shown + " of " + runs.size();
    status.setText(finished ? scenarios : scenarios + ", simulating");
    progress.setClassName("finished", finished);
    progress.setValue(runs.isEmpty() ? 1 : done / (double) runs.size());
  }

  private long done() {
    return runs.stream().filter(LibraryRun::isDone).count();
  }

  /** Fits a window of a width in pixels; 0 while the browser has not told it. */
  void fit(int window) {
    if (window > 0) {
      windowWidth = window;
      fit();
    }
  }

  private void fit() {
    boolean beside = getDetail() != null && windowWidth >= GRID_WIDTH + DETAIL_WIDTH;
    int width = beside ? windowWidth - DETAIL_WIDTH : windowWidth;
    grid.fit(
        width >= WIDTH_WITH_QUESTION
            ? Room.PLENTY
            : width >= WIDTH_WITH_PUBLISHED ? Room.SOME : Room.LITTLE);
  }
}
