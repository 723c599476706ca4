package io.millrace.ui.detail;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.tabs.TabsVariant;
import com.vaadin.flow.function.SerializableConsumer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages that suit a run; each is made when it is opened first, then kept. */
final class DetailTabs extends Div {
  private final List<DetailPage> pages;
  private final Tabs tabs = new Tabs();
  private final Div content = new Div();
  private final Map<Tab, DetailPage> byTab = new LinkedHashMap<>();
  private final Map<DetailPage, Component> made = new LinkedHashMap<>();
  private Optional<Subject> subject = Optional.empty();
  private Optional<String> preferred = Optional.empty();

  /** Tells which page a visitor opens. */
  DetailTabs(List<DetailPage> pages, SerializableConsumer<DetailPage> onOpen) {
    this.pages = List.copyOf(pages);
    addClassName("detail-pages");
    // Else the first page would be made before the one that is wanted.
    tabs.setAutoselect(false);
    tabs.addThemeVariants(TabsVariant.LUMO_SMALL);
    tabs.getElement().setAttribute("aria-label", "Pages of the simulation");
    // Its scroller takes the focus between the list and its tabs, where only tabs may be.
    tabs.addAttachListener(
        _ ->
            tabs.getElement()
                .executeJs(
                    "this.updateComplete.then(() => this.shadowRoot.getElementById('scroll')"
                        + ".removeAttribute('tabindex'))"));
    tabs.addSelectedChangeListener(
        change -> {
          open();
          if (change.isFromClient()) {
            Optional.ofNullable(byTab.get(tabs.getSelectedTab())).ifPresent(onOpen::accept);
          }
        });
    content.addClassName("detail-page");
    content.getElement().setAttribute("role", "tabpanel");
    add(tabs, content);
    setVisible(false);
  }

  /** Which page is to be open, by its key; the first one if there is none of it. */
  void prefer(Optional<String> key) {
    preferred = key;
  }

  /** Shows the pages of a run. */
  void show(Subject of) {
    if (subject.filter(of::equals).isEmpty()) {
      subject = Optional.of(of);
      made.clear();
      byTab.clear();
      tabs.removeAll();
      for (DetailPage page : pages) {
        if (page.suits(of)) {
          Tab tab = new Tab(page.title());
          byTab.put(tab, page);
          tabs.add(tab);
        }
      }
    }
    byTab.entrySet().stream()
        .filter(it -> preferred.filter(it.getValue().key()::equals).isPresent())
        .findFirst()
        .or(() -> byTab.entrySet().stream().findFirst())
        .ifPresent(it -> tabs.setSelectedTab(it.getKey()));
    open();
  }

  private void open() {
    DetailPage page = byTab.get(tabs.getSelectedTab());
    if (page == null) {
      content.removeAll();
      return;
    }
    Component wanted =
        made.computeIfAbsent(
            page,
            it ->
                subject
                    .flatMap(it::content)
                    .orElseGet(() -> new Paragraph("There is nothing to say of this run here.")));
    content.getElement().setAttribute("aria-label", page.title());
    if (content.getChildren().noneMatch(wanted::equals)) {
      content.removeAll();
      content.add(wanted);
    }
  }
}
