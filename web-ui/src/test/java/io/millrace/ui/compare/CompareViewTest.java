package io.millrace.ui.compare;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.plan.WorkedExample;
import io.millrace.ui.runs.Run;
import io.millrace.ui.runs.RunCentre;
import io.millrace.ui.runs.RunCentres;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.Visitor;
import io.millrace.ui.runs.VisitorRuns;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of the worked example, and of another run, side by side. */
class CompareViewTest {
  @TempDir Path folder;
  private RunCentre centre;
  private Run example;
  private Run other;
  private CompareView view;

  @BeforeEach
  void open() {
    centre = RunCentres.open(folder, (question, watch) -> "");
    VisitorRuns runs = new VisitorRuns(centre, Visitor.LOCAL.owner());
    example = WorkedExample.of(runs);
    other =
        runs.keep(RunKind.PLANNING, "The other", "name: other\n", example.answer().orElseThrow());
    MockVaadin.setup();
    view = new CompareView(runs);
    UI.getCurrent().add(view);
  }

  @AfterEach
  void close() {
    MockVaadin.tearDown();
    centre.close();
  }

  private static String of(Run run, int place) {
    return run.id() + ":" + place;
  }

  private String said() {
    return view.getElement().getTextRecursively();
  }

  @Test
  void showsPlansOfSeveralRunsWithDifferencesFromTheFirst() {
    view.open(List.of(of(example, 0), of(other, 1)));

    assertThat(said()).contains("A: d1t4p2", "B: d2t4p1 of The other", "+1.6 %, worse");
    assertThat(_find(Chart.class)).hasSize(1);
    assertThat(_find(Span.class, spec -> spec.withClasses("differs")))
        .extracting(Span::getText)
        .contains("≠ 1f1b")
        .allMatch(it -> it.startsWith("≠ "));
  }

  @Test
  void plansThatAreTheSameDifferInNothing() {
    view.open(List.of(of(example, 2), of(other, 2)));

    assertThat(said()).contains("None: the plans are the same.").doesNotContain("≠", "worse");
  }

  @Test
  void aSinglePlanAsksForAnother() {
    view.open(List.of(of(example, 0)));

    assertThat(said()).contains("Choose two to four plans");
    assertThat(_find(Chart.class)).isEmpty();
    assertThat(_get(Button.class, spec -> spec.withText("Add to comparison")).isEnabled())
        .isFalse();
    assertThat(_find(ComboBox.class)).hasSize(2);
  }

  @Test
  void noMoreThanFourAreShown() {
    view.open(
        List.of(of(example, 0), of(example, 1), of(example, 2), of(example, 3), of(example, 4)));

    assertThat(said()).contains("D: ").doesNotContain("E: ");
    assertThat(_find(ComboBox.class)).isEmpty();
  }

  @Test
  void whatIsNotThereIsSaidSo() {
    Run secret =
        centre.keep("ann", RunKind.PLANNING, "secret", "x", example.answer().orElseThrow());

    view.open(List.of(of(example, 0), of(secret, 0), of(example, 999), "../../etc/passwd:0"));

    assertThat(_get(Paragraph.class, spec -> spec.withClasses("error")).getText())
        .contains("not there any more");
    assertThat(said()).doesNotContain("secret").contains("A: ").doesNotContain("B: ");
  }
}
