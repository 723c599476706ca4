package io.millrace.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import io.millrace.model.report.ProjectVersion;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.ui.library.LibraryPanel;
import io.millrace.ui.library.LibraryRuns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MainViewTest {

  private LibraryRuns runs;

  @BeforeEach
  void openTheDashboard() {
    runs = new LibraryRuns(ScenarioLibrary.open(), ScenarioRunner.bundled());
    MockVaadin.setup();
    UI.getCurrent().add(new MainView(runs));
  }

  @AfterEach
  void closeTheDashboard() {
    MockVaadin.tearDown();
    runs.close();
  }

  @Test
  void showsItsName() {
    assertThat(_get(H1.class).getText()).isEqualTo("Millrace");
  }

  @Test
  void showsTheVersionThatIsRunning() {
    assertThat(_get(Span.class, spec -> spec.withClasses("version")).getText())
        .isEqualTo("Version " + ProjectVersion.current());
  }

  @Test
  void showsTheLibrary() {
    _assertOne(LibraryPanel.class);
  }
}
