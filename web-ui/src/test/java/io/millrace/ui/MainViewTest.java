package io.millrace.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import io.millrace.model.report.ProjectVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MainViewTest {

  @BeforeEach
  void openTheDashboard() {
    MockVaadin.setup(new Routes().autoDiscoverViews("io.millrace.ui"));
    UI.getCurrent().navigate(MainView.class);
  }

  @AfterEach
  void closeTheDashboard() {
    MockVaadin.tearDown();
  }

  @Test
  void showsItsName() {
    _assertOne(MainView.class);
    assertThat(_get(H1.class).getText()).isEqualTo("Millrace");
  }

  @Test
  void showsTheVersionThatIsRunning() {
    assertThat(_get(Span.class).getText()).isEqualTo("Version " + ProjectVersion.current());
  }
}
