package io.millrace.ui.check;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.MeasurementCheck;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.simulator.Simulator;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunCentres;
import io.millrace.ui.runs.Visitor;
import io.millrace.ui.runs.VisitorRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check page over a few of the cases that ship. */
class CheckViewTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FEW = 10;

  @TempDir private Path folder;
  private RunCentre centre;
  private CheckRuns check;
  private CheckView view;

  @BeforeEach
  void openThePage() {
    List<MeasuredCase> cases =
        ScenarioLibrary.open().measured().stream()
            .filter(it -> it.scenario().isPresent())
            .limit(FEW)
            .toList();
    check = new CheckRuns(() -> cases, new MeasurementCheck(Simulator.calibrated()));
    centre = RunCentres.open(folder, (question, watch) -> "{}");
    MockVaadin.setup();
    view = new CheckView(check, new VisitorRuns(centre, Visitor.LOCAL.owner()));
    UI.getCurrent().add(view);
    Instant until = Instant.now().plus(PATIENCE);
    while (!check.now().finished()) {
      assertThat(Instant.now()).isBefore(until);
      Thread.onSpinWait();
    }
    MockVaadin.clientRoundtrip(true);
  }

  @AfterEach
  void closeThePage() {
    MockVaadin.tearDown();
    centre.close();
    check.close();
  }

  @Test
  void everyCaseAppearsTheFurthestOffFirst() {
    CaseGrid grid = _get(CaseGrid.class);

    assertThat(GridKt._size(grid)).isEqualTo(FEW);
    assertThat(Math.abs(Math.log1p(GridKt._get(grid, 0).error())))
        .isGreaterThanOrEqualTo(Math.abs(Math.log1p(GridKt._get(grid, FEW - 1).error())));
    assertThat(_get(Paragraph.class, it -> it.withClasses("sentence")).getText())
        .startsWith("The iteration time of 10 published runs is off by ");
  }

  @Test
  void aCaseTellsItsSourceAndWhatWasPredicted() {
    CaseResult.Predicted any = GridKt._get(_get(CaseGrid.class), 3);

    view.open(Optional.of(any.id()));

    assertThat(_get(CasePanel.class).getElement().getTextRecursively())
        .contains(any.id(), "Source: " + any.source().measured().orElseThrow().source())
        .contains("Open as scenario");
  }

  @Test
  void aGroupIsShownAloneUntilItIsChosenAgain() {
    String family = GridKt._get(_get(CaseGrid.class), 0).family();
    long members =
        check.now().result().results().stream().filter(it -> it.family().equals(family)).count();

    view.choose(family);
    assertThat(GridKt._size(_get(CaseGrid.class))).isEqualTo((int) members);
    view.choose(family);
    assertThat(GridKt._size(_get(CaseGrid.class))).isEqualTo(FEW);
  }

  @Test
  void anUnknownCaseOpensNothing() {
    view.open(Optional.of("../nothing"));

    _assertNone(CasePanel.class);
  }

  @Test
  void theFileHasALineForEachCaseWithItsSource() {
    String csv = CheckCsv.of(check.now().result());

    assertThat(csv.lines()).hasSizeGreaterThan(FEW);
    assertThat(csv).startsWith("case,family,device,").contains("arXiv");
  }
}
