package io.millrace.ui.history;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunCentres;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunState;
import io.millrace.ui.runs.Visitor;
import io.millrace.ui.runs.VisitorRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsViewTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private final Semaphore answers = new Semaphore(0);
  private RunCentre centre;
  private VisitorRuns runs;

  @BeforeEach
  void openThePage() {
    centre =
        RunCentres.open(
            folder,
            (question, watch) -> {
              watch.progress(0.25, "a quarter");
              while (!watch.cancelled() && !answers.tryAcquire()) {
                Thread.onSpinWait();
              }
              return "{}";
            });
    runs = new VisitorRuns(centre, Visitor.LOCAL.owner());
    MockVaadin.setup();
    UI.getCurrent().add(new RunsView(runs));
  }

  @AfterEach
  void closeThePage() {
    answers.release(10);
    MockVaadin.tearDown();
    centre.close();
  }

  @Test
  void showsWhatIsAskedWhileThePageIsOpen() {
    ask("first");
    waitFor(() -> rows().size() == 1 && rows().getFirst().state() == RunState.RUNNING);
    waitFor(() -> rows().getFirst().share() == 0.25);
    assertThat(cell("state")).contains("running", "a quarter");

    answers.release();

    waitFor(() -> rows().getFirst().state() == RunState.DONE);
    assertThat(cell("state")).contains("done").doesNotContain("a quarter");
    assertThat(cell("run")).contains("first", "planning");
  }

  @Test
  void cancelsWhatIsAtWork() {
    ask("long");
    waitFor(() -> rows().size() == 1 && rows().getFirst().state() == RunState.RUNNING);

    press("Cancel: long");

    waitFor(() -> rows().getFirst().state() == RunState.CANCELLED);
  }

  @Test
  void asksAgainAndRemoves() {
    Run first = ask("twice");
    answers.release();
    waitFor(() -> rows().size() == 1 && rows().getFirst().state() == RunState.DONE);

    press("Ask again: twice");
    waitFor(() -> rows().size() == 2);
    press("Remove: twice");

    assertThat(rows()).hasSize(1);
    assertThat(rows().getFirst().id()).isNotEqualTo(first.id());
    assertThat(runs.find(first.id())).isEmpty();
  }

  @Test
  void runsOfOthersAreNotThere() {
    centre.submit("ann", RunKind.PLANNING, "secret", "question");
    ask("own");
    waitFor(() -> rows().size() == 1);

    assertThat(rows()).extracting(Run::title).containsExactly("own");
  }

  private Run ask(String title) {
    return runs.ask(RunKind.PLANNING, title, "question of " + title);
  }

  private static List<Run> rows() {
    return GridKt._findAll(_get(RunsGrid.class));
  }

  private static String cell(String column) {
    Component cell = GridKt._getCellComponent(_get(RunsGrid.class), 0, column);
    return cell.getElement().getTextRecursively();
  }

  /** Presses the button of this name in the first row that has it. */
  private static void press(String name) {
    RunsGrid grid = _get(RunsGrid.class);
    for (int row = 0; row < rows().size(); row++) {
      Component cell = GridKt._getCellComponent(grid, row, "actions");
      for (Button button : _find(cell, Button.class)) {
        if (button.getAriaLabel().filter(name::equals).isPresent()) {
          _click(button);
          return;
        }
      }
    }
    throw new AssertionError("there is no button " + name);
  }

  private static void waitFor(BooleanSupplier what) {
    Instant until = Instant.now().plus(PATIENCE);
    while (!what.getAsBoolean()) {
      assertThat(Instant.now()).as("it takes too long").isBefore(until);
      MockVaadin.clientRoundtrip(true);
      Thread.onSpinWait();
    }
  }
}
