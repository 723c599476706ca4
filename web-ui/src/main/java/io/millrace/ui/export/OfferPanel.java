package io.millrace.ui.export;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.tabs.TabsVariant;
import io.millrace.ui.figures.CopyButton;
import java.util.List;
import java.util.Optional;

/** What one launcher makes of a plan: its files to read, and what they do not say; or why none. */
final class OfferPanel extends Div {
  private final Header header = new Header();
  private final Div text = new Div();
  private final Export.Offer offer;

  /** Shows the first file of an offer. */
  OfferPanel(Export.Offer offer) {
    this.offer = offer;
    addClassName("offer");
    header.add(new H3(offer.launcher()));
    header.addClassName("with-button");
    add(header);
    if (!offer.runs()) {
      Div callout = new Div(new H3("It cannot run this plan"), list(offer.obstacles()));
      callout.addClassName("callout");
      callout.getElement().setAttribute("role", "note");
      add(callout);
      return;
    }
    Paragraph release = new Paragraph("Written for " + offer.release() + ".");
    release.addClassName("note");
    add(release);
    said("Not expressed", offer.gaps()).ifPresent(this::add);
    said("Before you use them", offer.remarks()).ifPresent(this::add);
    Tabs files = new Tabs();
    files.setAutoselect(false);
    files.addThemeVariants(TabsVariant.LUMO_SMALL);
    files.getElement().setAttribute("aria-label", "Files");
    offer.files().keySet().forEach(name -> files.add(new Tab(name)));
    List<String> names = List.copyOf(offer.files().keySet());
    files.setSelectedIndex(0);
    show(names.getFirst());
    files.addSelectedChangeListener(change -> show(names.get(files.getSelectedIndex())));
    add(files, text);
  }

  /** Places something to do with all files beside their heading. */
  void action(Component action) {
    header.add(action);
  }

  private void show(String name) {
    String content = offer.files().getOrDefault(name, "");
    Pre pre = new Pre(content);
    pre.getElement().setAttribute("tabindex", "0");
    pre.getElement().setAttribute("role", "region");
    pre.getElement().setAttribute("aria-label", name);
    text.removeAll();
    text.add(new CopyButton("Copy " + name, content), pre);
  }

  private static Optional<Component> said(String title, List<String> lines) {
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new NativeDetails("%s (%d)".formatted(title, lines.size()), list(lines)));
  }

  private static UnorderedList list(List<String> lines) {
    return new UnorderedList(lines.stream().map(ListItem::new).toArray(ListItem[]::new));
  }
}
