package io.millrace.ui.library;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.Grid.Column;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.QuerySortOrder;
import com.vaadin.flow.data.provider.SortDirection;
import io.millrace.model.report.Figure;
import io.millrace.scenarios.library.LibraryEntry;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.scenarios.text.Numbers;
import io.millrace.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryPanelTest {

  private static final String SIMULATED = "gpt-22b-full-recompute-8-a100";
  private static final String FAILED = "mixtral-8x7b-64-h100";

  @TempDir private Path home;
  private LibraryRuns runs;
  private LibraryPanel panel;

  @BeforeEach
  void startVaadin() {
    MockVaadin.setup();
  }

  @AfterEach
  void stopVaadin() {
    MockVaadin.tearDown();
    runs.close();
    SampleRuns.useTheBundledLibrary();
  }

  @Test
  void listsEveryScenarioOfTheLibrary() {
    open(SampleRuns.of(SampleRuns.only("none")));

    assertThat(shownIds())
        .containsExactlyElementsOf(
            ScenarioLibrary.open().entries().stream().map(LibraryEntry::id).toList());
  }

  @Test
  void showsWhatWasPublishedBesideWhatWasSimulated() {
    openFinished();

    assertThat(row(SIMULATED))
        .contains("GPT 22B on 8 A100, full recomputation", "1.42 s", simulatedTime(), "range");
  }

  @Test
  void narrowsTheListToScenariosWithAllWords() {
    openFinished();

    _get(TextField.class).setValue("H800 deepseek");

    assertThat(shownIds()).containsExactly("deepseek-v3-2048-h800");
    assertThat(status()).isEqualTo("1 of 43");

    _get(TextField.class).setValue("");
    assertThat(shownIds()).hasSize(43);
    assertThat(status()).isEqualTo("43 scenarios");
  }

  @Test
  void showsResultsAsTheyArrive() {
    Semaphore permits = new Semaphore(0);
    LibraryRuns gated = SampleRuns.of(SampleRuns.gated(permits, SampleRuns.only("gpt-22b")));
    open(gated);
    assertThat(row(SIMULATED)).contains("1.42 s", "simulating").doesNotContain("range");
    assertThat(status()).isEqualTo("43 scenarios, simulating");

    permits.release(Integer.MAX_VALUE);
    gated.all().forEach(run -> run.outcome().join());
    MockVaadin.clientRoundtrip(true);

    assertThat(row(SIMULATED)).contains("1.42 s", simulatedTime(), "range");
    assertThat(status()).isEqualTo("43 scenarios");
  }

  @Test
  void missesNoResultThatArrivesWhileThePageOpens() {
    Semaphore permits = new Semaphore(0);
    runs = SampleRuns.of(SampleRuns.gated(permits, SampleRuns.only("gpt-22b")));
    panel = new LibraryPanel(runs);

    permits.release(Integer.MAX_VALUE);
    finished(runs);
    UI.getCurrent().add(panel);

    assertThat(status()).isEqualTo("43 scenarios");
    assertThat(row(SIMULATED)).contains(simulatedTime());
  }

  @Test
  void fillsTheDetailsThatAreOpenWhenTheirResultArrives() {
    Semaphore permits = new Semaphore(0);
    LibraryRuns gated = SampleRuns.of(SampleRuns.gated(permits, SampleRuns.only("gpt-22b")));
    open(gated);
    panel.select(SIMULATED);
    assertThat(detail()).contains("Simulating this scenario.");

    permits.release(Integer.MAX_VALUE);
    gated.all().forEach(run -> run.outcome().join());
    MockVaadin.clientRoundtrip(true);

    assertThat(detail()).contains("Where the time goes").doesNotContain("Simulating");
  }

  @Test
  void opensTheDetailsOfTheSelectedScenario() {
    openFinished();
    assertThat(panel.getDetail()).isNull();

    panel.select(SIMULATED);

    assertThat(_get(H2.class).getText()).isEqualTo("GPT 22B on 8 A100, full recomputation");
    assertThat(detail())
        .contains("One node, every layer recomputed in the backward pass")
        .contains("Korthikanti et al., arXiv 2205.05198")
        .contains("matrix products")
        .contains("recomputation")
        .contains("Stage 0", "of 80 GiB: weights ", ", activations ")
        .contains("Assumed, as the scenario does not say");
  }

  @Test
  void closesTheDetails() {
    openFinished();
    List<String> selections = new ArrayList<>();
    panel.onSelection(id -> selections.add(id.orElse("none")));
    panel.select(SIMULATED);

    _click(_get(Button.class));

    assertThat(panel.getDetail()).isNull();
    assertThat(selections).containsExactly(SIMULATED, "none");
  }

  @Test
  void saysWhyAScenarioIsNotSimulated() {
    openFinished();

    panel.select(FAILED);

    assertThat(row(FAILED)).contains("468 TFLOP/s", "not simulated", "left out of this test");
    assertThat(detail()).contains("Not simulated", "cluster: is left out of this test");
    _assertNone(FigureTable.class);
  }

  @Test
  void saysWhatDoesNotFit() throws IOException {
    SampleRuns.useLibraryIn(home);
    String replicated = SampleRuns.scenario("Eight replicas").replace("d1t8p1", "d8t1p1");
    SampleRuns.write(home, "replicas", replicated);
    open(finished(SampleRuns.of(Simulator.calibrated())));

    panel.select("replicas");

    assertThat(row("replicas")).contains("does not fit");
    assertThat(detail())
        .contains("Does not fit", "more than the 80 GiB it has")
        .contains("of 80 GiB, does not fit: weights");
  }

  @Test
  void staysOpenForAnIdThatIsNotInTheLibrary() {
    openFinished();

    panel.select("no-such-scenario");

    assertThat(panel.getDetail()).isNull();
  }

  @Test
  void leavesOutColumnsThatANarrowWindowHasNoRoomFor() {
    openFinished();
    assertThat(columns()).hasSize(7);

    panel.fit(420);
    assertThat(columns()).containsExactly("Scenario", "Simulated", "Difference");

    panel.fit(800);
    assertThat(columns()).containsExactly("Scenario", "Published", "Simulated", "Difference");
  }

  @Test
  void sortsUnsimulatedScenariosLast() {
    openFinished();

    GridKt._sort(grid(), new QuerySortOrder("Difference", SortDirection.ASCENDING));

    assertThat(shownIds().getFirst()).startsWith("gpt-22b-");
  }

  private LibraryPanel openFinished() {
    return open(finished(SampleRuns.of(SampleRuns.only("gpt-22b"))));
  }

  private static String simulatedTime() {
    Figure time = run(SIMULATED).simulated().orElseThrow().report().iterationTime();
    return Numbers.with(time.value(), "s") + " " + Numbers.range(time);
  }

  private static LibraryRuns finished(LibraryRuns library) {
    library.all().forEach(run -> run.outcome().join());
    return library;
  }

  private LibraryPanel open(LibraryRuns library) {
    runs = library;
    panel = new LibraryPanel(library);
    UI.getCurrent().add(panel);
    MockVaadin.clientRoundtrip(true);
    return panel;
  }

  @SuppressWarnings("unchecked")
  private static Grid<LibraryRun> grid() {
    return _get(Grid.class);
  }

  private static List<String> shownIds() {
    return IntStream.range(0, GridKt._size(grid()))
        .mapToObj(row -> GridKt._get(grid(), row).entry().id())
        .toList();
  }

  private static String row(String id) {
    return String.join(" | ", GridKt._getFormattedRow(grid(), shownIds().indexOf(id)));
  }

  private static LibraryRun run(String id) {
    return GridKt._get(grid(), shownIds().indexOf(id));
  }

  private static List<String> columns() {
    return grid().getColumns().stream().filter(Component::isVisible).map(Column::getKey).toList();
  }

  private static String status() {
    return _get(Span.class, spec -> spec.withClasses("status")).getText();
  }

  private String detail() {
    return panel.getDetail().getElement().getTextRecursively();
  }
}
