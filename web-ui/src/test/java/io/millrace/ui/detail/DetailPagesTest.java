package io.millrace.ui.detail;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import io.millrace.model.report.TimePart;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.RunState;
import io.millrace.ui.runs.SimulationRuns;
import io.millrace.ui.runs.Visitor;
import io.millrace.ui.runs.VisitorRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frame around the pages, with pages that only say their names. */
class DetailPagesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String NOTHING =
      "There is no simulation of this address: it may have been removed.";

  @TempDir Path folder;
  private final List<String> made = new ArrayList<>();
  private RunCentre centre;
  private VisitorRuns runs;
  private DetailView view;

  @BeforeEach
  void openThePage() {
    centre = SimulationRuns.open(folder, (_, _) -> SampleSubject.subject().answer());
    runs = new VisitorRuns(centre, Visitor.LOCAL.owner());
    MockVaadin.setup();
    view = new DetailView(runs, List.of(page("first"), page("second"), notForThis()));
    UI.getCurrent().add(view);
  }

  @AfterEach
  void closeThePage() {
    MockVaadin.tearDown();
    centre.close();
  }

  private DetailPage page(String name) {
    return new TrainingPage(
        name,
        "Page " + name,
        (_, answer) -> {
          made.add(name);
          return new Paragraph(name + " of " + answer.plan());
        });
  }

  private static DetailPage notForThis() {
    return new DetailPage() {
      @Override
      public String key() {
        return "other";
      }

      @Override
      public String title() {
        return "Page other";
      }

      @Override
      public boolean suits(Subject subject) {
        return false;
      }

      @Override
      public Optional<Component> content(Subject subject) {
        throw new IllegalStateException("nobody opens it");
      }
    };
  }

  private Run simulated() {
    Run run = runs.ask(RunKind.SIMULATION, "Small", SampleSubject.subject().question());
    waitFor(() -> runs.find(run.id()).orElseThrow().state() == RunState.DONE);
    return run;
  }

  @Test
  void pagesThatSuitAreTabsAndOnlyTheOpenOneIsMade() {
    view.open(Optional.of(simulated().id().toString()), Optional.of("second"));

    assertThat(_find(Tab.class))
        .extracting(Tab::getLabel)
        .containsExactly("Page first", "Page second");
    assertThat(made).containsExactly("second");
    _assertOne(Paragraph.class, spec -> spec.withText("second of d4t2p2"));
  }

  @Test
  void aPageIsMadeOnce() {
    view.open(Optional.of(simulated().id().toString()), Optional.empty());
    Tabs tabs = _get(Tabs.class);

    tabs.setSelectedIndex(1);
    tabs.setSelectedIndex(0);
    tabs.setSelectedIndex(1);

    assertThat(made).containsExactly("first", "second");
  }

  @Test
  void withoutAnIdAnExampleIsSimulatedOnce() {
    view.open(Optional.empty(), Optional.empty());
    view.open(Optional.empty(), Optional.empty());

    assertThat(_get(H2.class).getText()).startsWith("GPT 175B");
    assertThat(runs.all()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "<b>no id</b>",
        "1",
        "..%2f..%2fetc%2fpasswd",
        "../../dashboard.mv.db",
        "' OR '1'='1",
        "a\0b",
        ""
      })
  void anAddressOfNothingSaysSo(String id) {
    view.open(Optional.of(simulated().id().toString()), Optional.empty());

    view.open(Optional.of(id), Optional.of("<script>"));

    assertThat(problem()).isEqualTo(NOTHING);
    assertThat(view.shown()).isEmpty();
    assertThat(_find(Tab.class)).isEmpty();
  }

  @Test
  void anAddressThatIsVeryLongSaysSoToo() {
    view.open(Optional.of("0".repeat(1_000_000)), Optional.of("x".repeat(1_000_000)));

    assertThat(problem()).isEqualTo(NOTHING);
  }

  @Test
  void aSimulationOfSomebodyElseIsAsOneThatIsNotThere() {
    Subject small = SampleSubject.subject();
    Run secret = centre.keep("ann", RunKind.SIMULATION, "secret", small.question(), small.answer());

    view.open(Optional.of(secret.id().toString()), Optional.empty());

    assertThat(problem()).isEqualTo(NOTHING);
    assertThat(view.shown()).isEmpty();
    assertThat(view.getElement().getTextRecursively()).doesNotContain("secret");
  }

  @Test
  void aRunOfAnotherKindIsNoSimulation() {
    Run search = runs.keep(RunKind.PLANNING, "Search", "name: x\n", "{}");

    view.open(Optional.of(search.id().toString()), Optional.empty());

    assertThat(problem()).isEqualTo(NOTHING);
  }

  private static String problem() {
    return _get(Paragraph.class, spec -> spec.withClasses("error")).getText();
  }

  @Test
  void anAnswerIsReadAsItWasKept() {
    SimulationAnswer answer = SampleSubject.answer();

    assertThat(answer.devices()).isEqualTo(16);
    assertThat(answer.feasible()).isTrue();
    assertThat(answer.memory()).hasSize(2);
    assertThat(answer.breakdown().keySet()).containsExactly(TimePart.values());
    assertThat(answer.breakdown().values().stream().mapToDouble(it -> it).sum())
        .isCloseTo(
            answer.figures().get("iterationTime").value(),
            org.assertj.core.data.Percentage.withPercentage(0.001));
    assertThat(answer.provenance().events()).isPositive();
  }

  @Test
  void anAnswerOfAnotherKindIsNotForThesePages() {
    assertThat(page("first").suits(SampleSubject.other())).isFalse();
    assertThat(SimulationAnswer.read(SampleSubject.other().answer()).issues())
        .singleElement()
        .satisfies(it -> assertThat(it.path()).isEqualTo("format"));
  }

  private static void waitFor(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      Thread.onSpinWait();
    }
  }
}
