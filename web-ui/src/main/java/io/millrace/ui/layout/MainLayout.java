package io.millrace.ui.layout;

import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import io.millrace.model.report.ProjectVersion;
import io.millrace.ui.security.WhoIsHere;
import java.util.List;
import java.util.Set;

/**
 * What all views have in common: the navigation, the title of the page, the appearance. A view
 * comes into the navigation by its own {@code @Menu}; the first one is also the page at the root.
 */
@Layout
public final class MainLayout extends AppLayout implements AfterNavigationObserver {
  private static final String ICON = "millrace/icon.svg";

  private final H1 title = new H1();

  /** Lays out the frame around the views that there are. */
  public MainLayout() {
    this(MenuConfiguration.getMenuEntries());
  }

  MainLayout(List<MenuEntry> entries) {
    addClassName("frame");
    setPrimarySection(Section.DRAWER);
    DrawerToggle toggle = new DrawerToggle();
    toggle.setAriaLabel("Navigation");
    addToNavbar(toggle, title);
    Span name = new Span("Millrace");
    name.addClassName("name");
    Header header = new Header(new Image(ICON, ""), name);
    header.addClassName("drawer-header");
    Div views = new Div(navigation(entries));
    views.addClassName("drawer-views");
    Span version = new Span("Version " + ProjectVersion.current());
    version.addClassName("version");
    Footer footer = new Footer(new AppearanceSelect(), new UnitsSelect(), new WhoIsHere(), version);
    footer.addClassName("drawer-footer");
    addToDrawer(header, views, footer);
  }

  private static SideNav navigation(List<MenuEntry> entries) {
    SideNav navigation = new SideNav();
    navigation.getElement().setAttribute("aria-label", "Views");
    for (MenuEntry entry : entries) {
      SideNavItem item = new SideNavItem(entry.title(), entry.path(), new Icon(entry.icon()));
      item.setMatchNested(true);
      if (entry.equals(entries.getFirst())) {
        item.setPathAliases(Set.of(""));
      }
      navigation.addItem(item);
    }
    return navigation;
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    PageTitle page = getContent().getClass().getAnnotation(PageTitle.class);
    title.setText(page == null ? "" : page.value());
  }
}
