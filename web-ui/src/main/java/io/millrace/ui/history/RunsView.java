package io.millrace.ui.history;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.millrace.ui.runs.FullQueueException;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.VisitorRuns;
import java.util.Optional;

/** Everything the visitor has asked: what became of it, to be opened, cancelled or asked again. */
@Route("runs")
@PageTitle("Runs")
@Menu(title = "Runs", order = 10, icon = "vaadin:tasks")
public final class RunsView extends Main {
  private final VisitorRuns runs;
  private final RunsGrid grid;
  private final Paragraph problem = new Paragraph();
  private Runnable unlisten = () -> {};

  /** Lists the visitor's runs. */
  public RunsView(VisitorRuns runs) {
    this.runs = runs;
    grid =
        new RunsGrid(
            new RunsGrid.Actions() {
              @Override
              public void open(Run run) {
                RunsGrid.address(run).ifPresent(UI.getCurrent()::navigate);
              }

              @Override
              public void cancel(Run run) {
                runs.cancel(run.id());
              }

              @Override
              public void askAgain(Run run) {
                again(run);
              }

              @Override
              public void remove(Run run) {
                runs.remove(run.id());
                list();
              }
            });
    problem.addClassName("error");
    problem.getElement().setAttribute("role", "alert");
    problem.setVisible(false);
    addClassName("runs-view");
    add(problem, grid);
    list();
  }

  private void again(Run run) {
    Optional<String> refused = Optional.empty();
    try {
      runs.again(run.id());
      list();
    } catch (FullQueueException e) {
      refused = Optional.ofNullable(e.getMessage());
    }
    problem.setText(refused.orElse(""));
    problem.setVisible(refused.isPresent());
  }

  private void list() {
    grid.show(runs.all());
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    SerializableConsumer<Run> news = attached.getUI().accessLater(this::heard, () -> {});
    unlisten = runs.listen(news::accept);
    list();
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    unlisten.run();
  }

  private void heard(Run run) {
    if (!grid.refresh(run)) {
      list();
    }
  }
}
