package io.millrace.ui.detail.cost;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.NumberField;
import io.millrace.ui.detail.SampleSubject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CostPanelTest {
  private CostPanel panel;

  @BeforeEach
  void openThePage() {
    MockVaadin.setup();
    panel = new CostPanel(SampleSubject.subject(), SampleSubject.answer());
    UI.getCurrent().add(panel);
  }

  @AfterEach
  void end() {
    MockVaadin.tearDown();
  }

  @Test
  void withoutAPriceThereIsNoCostButANote() {
    assertThat(panel.getElement().getTextRecursively())
        .contains("Time of the run", "Energy of the run", "gives no price")
        .doesNotContain("Cost of the run");
  }

  @Test
  void moreTokensTakeLonger() {
    String before = panel.getElement().getTextRecursively();

    _get(NumberField.class, spec -> spec.withLabel("Tokens of the run, in billions"))
        .setValue(2000.0);

    assertThat(panel.getElement().getTextRecursively()).isNotEqualTo(before);
  }

  @Test
  void aQuestionWithAWrongNumberIsNotAsked() {
    NumberField goodput = _get(NumberField.class, spec -> spec.withLabel("Goodput"));
    goodput.setValue(1.5);

    _get(Button.class, spec -> spec.withText("Find how many")).click();

    assertThat(goodput.isInvalid()).isTrue();
    assertThat(_find(Button.class, spec -> spec.withText("Cancel"))).isEmpty();
  }
}
