package io.millrace.ui.plan;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteConfiguration;
import io.millrace.model.scenario.Scenario;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.figures.IssueList;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunCentres;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunState;
import io.millrace.ui.runs.ScenarioTexts;
import io.millrace.ui.runs.SearchProgress;
import io.millrace.ui.runs.Visitor;
import io.millrace.ui.runs.VisitorRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first page, with searches that answer when the test lets them. */
class PlanViewTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NOTHING =
      "There is no run of this address: it may have been removed.";

  @TempDir Path folder;
  private final Semaphore answers = new Semaphore(0);
  private volatile @Nullable SearchProgress progress;
  private RunCentre centre;
  private VisitorRuns runs;
  private PlanView view;

  @BeforeEach
  void openThePage() {
    centre =
        RunCentres.open(
            folder,
            (question, watch) -> {
              if (progress == null) {
                watch.progress(0.5, "half of the plans decided");
              } else {
                watch.progress(progress);
              }
              while (!watch.cancelled() && !answers.tryAcquire()) {
                Thread.onSpinWait();
              }
              return Answers.planned();
            });
    runs = new VisitorRuns(centre, Visitor.LOCAL.owner());
    MockVaadin.setup();
    view = new PlanView(runs);
    UI.getCurrent().add(view);
    view.open(Optional.empty(), ExplorerState.START);
  }

  @AfterEach
  void closeThePage() {
    answers.release(10);
    MockVaadin.tearDown();
    centre.close();
  }

  @Test
  void theWorkedExampleIsThereAndPlanned() {
    assertThat(text().getValue()).contains("worked example");
    assertThat(shown().state()).isEqualTo(RunState.DONE);
    assertThat(_get(Paragraph.class, spec -> spec.withClasses("sentence")).getText())
        .contains("on 8 devices takes");
    assertThat(GridKt._size(_get(PlanGrid.class))).isGreaterThan(1);
    assertThat(_get(Pre.class).getText()).startsWith("plan:\n  data:");
  }

  @Test
  void whoComesAgainFindsTheSameExample() {
    UUID first = shown().id();

    view.open(Optional.empty(), ExplorerState.START);

    assertThat(shown().id()).isEqualTo(first);
    assertThat(runs.all()).hasSize(1);
  }

  @Test
  void saysWhatIsWrongWithATextAndDoesNotPlanIt() {
    text().setValue(text().getValue().replace("model: gpt-22b", "model: gpt-22c"));

    assertThat(light()).contains("1 issue");
    assertThat(_get(_get(IssueList.class), ListItem.class).getElement().getTextRecursively())
        .contains("model", "gpt-22c");
    assertThat(button("Plan").isEnabled()).isFalse();

    text().setValue(WorkedExample.text());
    assertThat(light()).isEqualTo("Reads: gpt-22b on 8 × NVIDIA A100 SXM 80 GB");
    _assertNone(IssueList.class);
  }

  @Test
  void pickersFollowTheTextAndWriteIntoIt() {
    assertThat(_get(ComboBox.class, spec -> spec.withLabel("Model")).getValue())
        .isEqualTo("gpt-22b");
    assertThat(_get(ComboBox.class, spec -> spec.withLabel("Node")).getValue())
        .isEqualTo("dgx-a100");

    _get(IntegerField.class, spec -> spec.withLabel("Devices")).setValue(128);

    assertThat(text().getValue())
        .isEqualTo(WorkedExample.text().replace("devices: 8", "devices: 128"));
    assertThat(light()).contains("on 128 ×");
    text().setValue(WorkedExample.text());
    assertThat(_get(IntegerField.class, spec -> spec.withLabel("Devices")).getValue()).isEqualTo(8);
  }

  @Test
  void asksForWhatTheTextSaysNow() {
    _get(IntegerField.class, spec -> spec.withLabel("Devices")).setValue(32);
    assertThat(
            _get(
                Paragraph.class,
                spec -> spec.withText("The scenario was changed since: plan to see its answer.")))
        .isNotNull();

    _click(button("Plan"));

    assertThat(shown().question()).contains("devices: 32");
    waitFor(() -> shown().note().contains("half"));
    assertThat(button("Cancel").isVisible()).isTrue();
    answers.release();
    waitFor(() -> shown().state() == RunState.DONE);
    assertThat(runs.all()).hasSize(2);
  }

  @Test
  void cancelsASearchAndKeepsWhatItFound() {
    _click(button("Plan"));
    waitFor(() -> shown().state() == RunState.RUNNING);

    _click(button("Cancel"));

    waitFor(() -> shown().state() == RunState.CANCELLED);
    assertThat(_find(PlanGrid.class)).hasSize(1);
    assertThat(_find(Button.class, spec -> spec.withText("Cancel"))).isEmpty();
  }

  @Test
  void anAddressOpensItsRun() {
    answers.release(2);
    Run other = runs.ask(RunKind.PLANNING, "another", "name: another\n");
    waitFor(() -> runs.find(other.id()).orElseThrow().state().isFinal());

    view.open(Optional.of(other.id().toString()), ExplorerState.START);

    assertThat(shown().state()).isEqualTo(RunState.DONE);
    assertThat(text().getValue()).isEqualTo("name: another\n");
    assertThat(_find(PlanGrid.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "<img src=x onerror=alert(1)>",
        "' OR '1'='1",
        "a\0b",
        ""
      })
  void anAddressOfNoRunIsSaidSo(String id) {
    view.open(Optional.of(id), ExplorerState.START);

    assertThat(problem()).isEqualTo(NOTHING);
  }

  @Test
  void anAddressThatIsVeryLongIsSaidSoToo() {
    view.open(Optional.of("0".repeat(1_000_000)), ExplorerState.START);

    assertThat(problem()).isEqualTo(NOTHING);
  }

  @Test
  void aRunOfSomebodyElseIsAsOneThatIsNotThere() {
    Run secret = centre.submit("ann", RunKind.PLANNING, "secret", "name: secret\n");

    view.open(Optional.of(secret.id().toString()), ExplorerState.START);

    assertThat(problem()).isEqualTo(NOTHING);
    assertThat(text().getValue()).doesNotContain("secret");
    assertThat(view.getElement().getTextRecursively()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=time:NaN&limit=:&limit=:::&limit=x:1&limit=time:1e999",
        "x=%3Cscript%3E&y=..%2f..&plan=-1",
        "plan=99999999999999999999&export=..%2f..%2fetc%2fpasswd&file=..%2fpasswd",
        "plan=NaN&x&y&limit&whatif"
      })
  void aQueryOfNonsenseShowsTheRunAsItIs(String query) {
    view.open(Optional.empty(), ExplorerState.of(QueryParameters.fromString(query)));

    assertThat(_get(PlanGrid.class).isVisible()).isTrue();
    assertThat(view.getElement().getTextRecursively()).doesNotContain("passwd", "script>");
  }

  @Test
  void openingAPlanInDetailSimulatesTheScenarioWithIt() {
    RouteConfiguration.forSessionScope().setRoute("detail", Detail.class);

    _click(button("Open in detail"));

    Run asked =
        runs.all().stream().filter(it -> it.kind() == RunKind.SIMULATION).findFirst().orElseThrow();
    Scenario scenario = new ScenarioTexts().read(asked.question()).orThrow();
    assertThat(scenario.plan().orElseThrow().label()).isEqualTo("d1t4p2");
    assertThat(asked.question()).startsWith(WorkedExample.text());
    assertThat(asked.title()).isEqualTo("GPT 22B on 8 A100, d1t4p2");
    assertThat(_get(Detail.class).run).isEqualTo(asked.id().toString());
  }

  /** Stands for the view of a simulated plan. */
  @Tag("div")
  public static final class Detail extends Component implements HasUrlParameter<String> {
    private String run = "";

    @Override
    public void setParameter(BeforeEvent event, String id) {
      run = id;
    }
  }

  @Test
  void aSearchAtWorkTellsItsFigures() {
    progress =
        new SearchProgress(
            "time",
            1000,
            250,
            100,
            2,
            Optional.of(new SearchProgress.Best("d8t1p1", 0.5, 0.5)),
            OptionalDouble.of(0.4),
            List.of(
                new SearchProgress.Moment(1, OptionalDouble.of(0.6), OptionalDouble.of(0.3)),
                new SearchProgress.Moment(2, OptionalDouble.of(0.5), OptionalDouble.of(0.4))));
    _click(button("Plan"));
    waitFor(() -> shown().search().isPresent());

    assertThat(_get(SearchPanel.class).getElement().getTextRecursively())
        .contains(
            "d8t1p1, 500 ms an iteration",
            "400 ms",
            "at most 20.0 %",
            "250 of 1,000",
            "50 a second");
    assertThat(_find(_get(SearchPanel.class), Chart.class)).hasSize(1);
    answers.release();
    waitFor(() -> shown().state() == RunState.DONE);
    assertThat(_find(SearchPanel.class)).isEmpty();
  }

  @Test
  void fieldsWriteTheirAnswersIntoTheTextAndKeepItsComments() {
    _get(IntegerField.class, spec -> spec.withLabel("Global batch")).setValue(16);
    assertThat(text().getValue())
        .isEqualTo(WorkedExample.text().replace("globalBatch: 4", "globalBatch: 16"));

    text().setValue(WorkedExample.text().replace("sequence: 2048", "sequence: 4096"));
    assertThat(_get(IntegerField.class, spec -> spec.withLabel("Sequence")).getValue())
        .isEqualTo(4096);
  }

  @Test
  void whatIsWrongStandsBesideItsField() {
    IntegerField batch = _get(IntegerField.class, spec -> spec.withLabel("Global batch"));
    assertThat(batch.isInvalid()).isFalse();

    text().setValue(WorkedExample.text().replace("globalBatch: 4", "globalBatch: -4"));

    assertThat(batch.isInvalid()).isTrue();
    assertThat(batch.getErrorMessage()).isNotBlank();
  }

  @Test
  void changesCanBeTakenBackAndMadeAgain() {
    IntegerField devices = _get(IntegerField.class, spec -> spec.withLabel("Devices"));
    devices.setValue(16);
    devices.setValue(32);
    Button undo = _get(Button.class, spec -> spec.withAttribute("aria-label", "Undo"));
    Button redo = _get(Button.class, spec -> spec.withAttribute("aria-label", "Redo"));
    assertThat(redo.isEnabled()).isFalse();

    _click(undo);
    assertThat(devices.getValue()).isEqualTo(16);
    _click(undo);
    assertThat(text().getValue()).isEqualTo(WorkedExample.text());
    _click(redo);
    assertThat(devices.getValue()).isEqualTo(16);

    devices.setValue(64);
    assertThat(redo.isEnabled()).isFalse();
  }

  @Test
  void saysWhetherAPlanFits() {
    waitFor(() -> fit().startsWith("A plan fits, such as d"));

    text().setValue(WorkedExample.text().replace("model: gpt-22b", "model: gpt-1t"));

    waitFor(() -> fit().startsWith("No plan fits"));
  }

  @Test
  void saysWhetherTheScenariosOwnPlanFits() {
    text().setValue(WorkedExample.text() + "\nplan: {data: 4, tensor: 2, microBatch: 1}\n");

    waitFor(() -> fit().startsWith("Its own plan does not fit: stage 0 needs "));
  }

  private static String fit() {
    return _get(Span.class, spec -> spec.withClasses("fit")).getText();
  }

  private static String problem() {
    return _get(Paragraph.class, spec -> spec.withClasses("error")).getText();
  }

  private static String light() {
    return _get(Span.class, spec -> spec.withClasses("light")).getText();
  }

  private static TextArea text() {
    return _get(TextArea.class);
  }

  private static Button button(String text) {
    return _get(Button.class, spec -> spec.withText(text));
  }

  private static Run shown() {
    return _get(RunPanel.class).shown().orElseThrow();
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
