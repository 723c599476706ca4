package io.millrace.ui.sweeps;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.router.QueryParameters;
import io.millrace.model.input.InvalidInputException;
import io.millrace.scenarios.query.RowFilter;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunCentres;
import io.millrace.ui.runs.RunWork;
import io.millrace.ui.runs.Visitor;
import io.millrace.ui.runs.VisitorRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of a small sweep, made once. */
class SweepViewTest {
  private static final String SMALL =
      """
      format: sweep/1
      name: Small
      scenario: megatron-1.7b-32-a100
      axes:
        - {path: cluster.devices, values: [32, 64]}
        - {path: plan.tensor, values: [1, 2, 3]}
        - {path: plan.recompute, values: [none, full]}
      """;

  private static final RunWork.Watch NOBODY =
      new RunWork.Watch() {
        @Override
        public void progress(double share, String note) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  @TempDir private static Path folder;
  private static SweepFolders folders;
  private static String id;
  @TempDir private Path database;
  private RunCentre centre;
  private SweepView view;

  @BeforeAll
  static void makeTheRows() {
    folders = new SweepFolders(folder.resolve("sweeps"));
    String answer = new SweepWork(folders, 1).answer(SMALL, NOBODY);
    id = JsonMapper.shared().readTree(answer).path("sweep").asString("");
  }

  @BeforeEach
  void openThePage() {
    centre = RunCentres.open(database, (question, watch) -> "{}");
    MockVaadin.setup();
    view = new SweepView(folders, new VisitorRuns(centre, Visitor.LOCAL.owner()));
    UI.getCurrent().add(view);
  }

  @AfterEach
  void closeThePage() {
    MockVaadin.tearDown();
    centre.close();
  }

  @AfterAll
  static void nothingElseWasWritten() {
    assertThat(folders.all()).extracting(SweepFolders.Stored::id).containsExactly(id);
  }

  @Test
  void nobodySeesTheRowsOfAnother() {
    assertThat(folders.ofOwner("user:ann").all()).isEmpty();

    new SweepWork(folders, 1).answer(SMALL, of("user:ann"));

    assertThat(folders.ofOwner("user:ann").find(id)).isPresent();
    assertThat(folders.ofOwner("user:bob").all()).isEmpty();
    assertThat(folders.all()).hasSize(1);
    SweepView hers = new SweepView(folders, new VisitorRuns(centre, "user:bob"));
    UI.getCurrent().add(hers);
    hers.open(id, SweepState.of(QueryParameters.empty()));
    _assertNone(hers, RowGrid.class);
  }

  private static RunWork.Watch of(String owner) {
    return new RunWork.Watch() {
      @Override
      public void progress(double share, String note) {}

      @Override
      public String owner() {
        return owner;
      }

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }

  private void open(String query) {
    view.open(id, SweepState.of(QueryParameters.fromString(query)));
  }

  private static int shown() {
    return GridKt._size(_get(RowGrid.class));
  }

  @Test
  void showsAllRowsAndWhySomeHaveNoFigures() {
    open("");

    assertThat(shown()).isEqualTo(12);
    assertThat(_get(Paragraph.class, it -> it.withClasses("sentence")).getText())
        .startsWith("12 rows: ")
        .contains("6 impossible");
    assertThat(_find(Chart.class)).hasSize(3);
    _assertNone(RowPanel.class);
  }

  @Test
  void filtersOfTheAddressHold() {
    open("where.cluster_devices=64..&where.plan_recompute=%3Dfull");

    assertThat(shown()).isEqualTo(3);
    assertThat(_get(FilterBar.class).getElement().getTextRecursively())
        .contains("devices ≥ 64", "recompute is full");
  }

  @Test
  void aFilterOfNoColumnIsSaidAndLeftOut() {
    open("where.nothing%22=1..2");

    assertThat(shown()).isEqualTo(12);
    assertThat(view.getElement().getTextRecursively()).contains("no column 'nothing\"'");
  }

  @Test
  void aRowIsAScenario() {
    open("point=3");

    assertThat(_get(Pre.class).getText())
        .contains("Small, point 3", "tensor: 2", "recompute: full")
        .doesNotContain("published");
  }

  @Test
  void onlyFoldersOfTheListingAreSweeps() {
    view.open("../sweeps/" + id, SweepState.of(QueryParameters.empty()));

    assertThat(_get(Paragraph.class, it -> it.withClasses("error")).getText())
        .isEqualTo("There is no sweep of this address.");
    _assertNone(RowGrid.class);
  }

  @Test
  void theAddressSaysWhatIsLookedAt() {
    SweepState state =
        SweepState.of(QueryParameters.empty())
            .with(new RowFilter.Range("a", 1, Double.POSITIVE_INFINITY))
            .with(new RowFilter.OneOf("b", List.of("x & y", "..")))
            .over("f", "g", "f")
            .at(OptionalLong.of(7));

    assertThat(SweepState.of(QueryParameters.fromString(state.query()))).isEqualTo(state);
    assertThat(state.without("a").filters()).containsOnlyKeys("b");
  }

  @Test
  void theSameTextGoesOnInTheSameFolder() {
    JsonNode answer = JsonMapper.shared().readTree(new SweepWork(folders, 1).answer(SMALL, NOBODY));

    assertThat(answer.path("rows").asInt()).isZero();
    assertThat(answer.path("complete").asBoolean()).isTrue();
  }

  @Test
  void aSweepOfTooManyPointsIsRefused() {
    String many = SMALL.replace("values: [32, 64]", "from: 1, to: 1000000, step: 1");

    assertThatThrownBy(() -> new SweepWork(folders, 1).answer(many, NOBODY))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the dashboard takes 200,000");
  }

  @Test
  void theExampleCanBeStarted() {
    assertThat(SweepTexts.read(SweepsView.example()).issues()).isEmpty();
  }
}
