package io.millrace.ui.layout;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.server.menu.MenuEntry;
import io.millrace.model.report.ProjectVersion;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MainLayoutTest {

  @BeforeEach
  void openTheFrame() {
    MockVaadin.setup();
    UI.getCurrent()
        .add(
            new MainLayout(
                List.of(
                    new MenuEntry("first", "First", 0.0, "vaadin:sliders", null),
                    new MenuEntry("second", "Second", 1.0, "vaadin:book", null))));
  }

  @AfterEach
  void closeTheFrame() {
    MockVaadin.tearDown();
  }

  @Test
  void showsItsNameAndTheVersionThatIsRunning() {
    assertThat(_get(Span.class, spec -> spec.withClasses("name")).getText()).isEqualTo("Millrace");
    assertThat(_get(Span.class, spec -> spec.withClasses("version")).getText())
        .isEqualTo("Version " + ProjectVersion.current());
  }

  @Test
  void leadsToEveryView() {
    assertThat(_get(SideNav.class).getItems())
        .extracting(SideNavItem::getLabel, SideNavItem::getPath)
        .containsExactly(tuple("First", "first"), tuple("Second", "second"));
  }

  @Test
  void theFirstViewIsAlsoTheOneAtTheRoot() {
    assertThat(_get(SideNav.class).getItems())
        .extracting(SideNavItem::getPathAliases)
        .containsExactly(Set.of(""), Set.of());
  }

  @Test
  void followsTheSystemUntilSomebodyChooses() {
    assertThat(_get(AppearanceSelect.class).getValue()).isEqualTo(ColorScheme.Value.SYSTEM);

    _get(AppearanceSelect.class).setValue(ColorScheme.Value.DARK);

    assertThat(UI.getCurrent().getPage().getColorScheme()).isEqualTo(ColorScheme.Value.DARK);
  }
}
