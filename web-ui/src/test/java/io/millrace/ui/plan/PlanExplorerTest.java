package io.millrace.ui.plan;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import io.millrace.ui.chart.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The plans of the worked example as points and rows. */
class PlanExplorerTest {
  private final PlanAnswer answer = PlanAnswer.read(WorkedExample.answer()).orThrow();
  private final List<ExplorerState> looks = new ArrayList<>();
  private final List<PlanRow> opened = new ArrayList<>();
  private final List<List<PlanRow>> compared = new ArrayList<>();

  @BeforeEach
  void open() {
    MockVaadin.setup();
    show(ExplorerState.START);
  }

  @AfterEach
  void close() {
    MockVaadin.tearDown();
  }

  private void show(ExplorerState state) {
    UI.getCurrent().removeAll();
    UI.getCurrent()
        .add(
            new AnswerPanel(
                answer,
                state,
                new PlanActions() {
                  @Override
                  public void export(PlanRow plan) {}

                  @Override
                  public void export(JsonNode plan) {}

                  @Override
                  public void look(ExplorerState now) {
                    looks.add(now);
                  }

                  @Override
                  public void detail(PlanRow plan) {
                    opened.add(plan);
                  }

                  @Override
                  public void compare(List<PlanRow> plans) {
                    compared.add(plans);
                  }
                }));
  }

  @Test
  void thePointThatIsChosenIsTheSelectedRow() {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("event.detail.id", "4");
    points()
        .getElement()
        .getNode()
        .getFeature(ElementListenerMap.class)
        .fireEvent(new DomEvent(points().getElement(), "chart-select", event));

    assertThat(grid().asSingleSelect().getValue().place()).isEqualTo(4);
    assertThat(looks).last().extracting(ExplorerState::plan).isEqualTo(4);
    assertThat(_get(PlanDetail.class).getElement().getAttribute("aria-label"))
        .isEqualTo("Plan " + answer.plans().get(4).label());
  }

  @Test
  void theRowThatIsSelectedIsTheChosenPoint() {
    GridKt._selectRow(grid(), 2);

    assertThat(points().selected()).containsExactly("2");
    assertThat(looks).last().extracting(ExplorerState::plan).isEqualTo(2);
  }

  @Test
  void anAddressSelectsItsPlanAndAxes() {
    show(ExplorerState.START.withPlan(3).withX(PlanMetric.COST));

    assertThat(points().selected()).containsExactly("3");
    assertThat(grid().asSingleSelect().getValue().place()).isEqualTo(3);
    assertThat(_get(Select.class, spec -> spec.withLabel("Across")).getValue())
        .isEqualTo(PlanMetric.COST);
  }

  @Test
  void anAddressOfAPlanThatIsNotThereSelectsTheBest() {
    show(ExplorerState.START.withPlan(1000));

    assertThat(points().selected()).containsExactly("0");
  }

  @Test
  @SuppressWarnings("unchecked")
  void anotherAxisIsInTheAddress() {
    ((Select<PlanMetric>) _get(Select.class, spec -> spec.withLabel("Across")))
        .setValue(PlanMetric.ENERGY);

    assertThat(looks).last().extracting(ExplorerState::x).isEqualTo(PlanMetric.ENERGY);
  }

  @Test
  void aLimitSaysHowManyPlansKeepIt() {
    _get(NumberField.class, spec -> spec.withLabel("At most, s")).setValue(0.9);

    assertThat(looks)
        .last()
        .isEqualTo(ExplorerState.START.withLimit(PlanMetric.ITERATION, Optional.of(0.9)));
    long kept = answer.plans().stream().filter(it -> it.iterationTime().value() <= 0.9).count();
    assertThat(texts())
        .anyMatch(it -> it.startsWith(kept + " of " + answer.plans().size() + " plans keep"));
  }

  @Test
  void saysWhereTheTimeOfTheSelectedPlanGoes() {
    assertThat(texts()).anyMatch(it -> it.startsWith("The bottleneck is matrix products: "));
    assertThat(_find(Chart.class)).hasSize(2);
  }

  @Test
  void saysWhyThisPlanAndWhyNotItsNeighbours() {
    String said = _get(ReasonsPanel.class).getElement().getTextRecursively();

    assertThat(said).contains(answer.reasons().orElseThrow().summary());
    assertThat(answer.reasons().orElseThrow().alternatives())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.loss().isPresent() || it.impossible().isPresent()).isTrue())
        .allSatisfy(it -> assertThat(said).contains(it.change()));
  }

  @Test
  void twoTickedPlansCanBeCompared() {
    assertThat(_get(Button.class, spec -> spec.withText("Compare")).isEnabled()).isFalse();
    tick(2);
    tick(0);

    _click(_get(Button.class, spec -> spec.withText("Compare 2 plans")));

    assertThat(compared).containsExactly(List.of(answer.plans().get(2), answer.plans().get(0)));
  }

  @Test
  void theSelectedPlanCanBeOpenedInDetail() {
    GridKt._selectRow(grid(), 1);

    _click(_get(Button.class, spec -> spec.withText("Open in detail")));

    assertThat(opened).containsExactly(answer.plans().get(1));
  }

  private void tick(int row) {
    Checkbox box = (Checkbox) GridKt._getCellComponent(grid(), row, "compare");
    box.setValue(true);
  }

  private static List<String> texts() {
    return _find(Paragraph.class).stream().map(Paragraph::getText).toList();
  }

  private static PlanGrid grid() {
    return _get(PlanGrid.class);
  }

  private static Chart points() {
    return _find(Chart.class).getFirst();
  }
}
