package io.millrace.ui.export;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.millrace.model.input.Parsed;
import io.millrace.ui.figures.IssueList;
import io.millrace.ui.runs.ScenarioTexts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files of a plan for every launcher, to be read, copied and downloaded. Launchers that cannot
 * run the plan are there with their reasons.
 */
@StyleSheet("context://millrace/export.css")
public final class ExportDialog extends Dialog {
  private final Div shown = new Div();
  private final Map<Tab, Export.Offer> offers = new LinkedHashMap<>();
  private String name = "plan";

  /**
   * Of a scenario with a plan.
   *
   * @param title which plan it is
   * @param scenario its text
   */
  public ExportDialog(String title, String scenario) {
    setHeaderTitle("Export " + title);
    addClassName("export-dialog");
    setWidth("64rem");
    setMaxWidth("100vw");
    setHeight("46rem");
    setMaxHeight("100vh");
    Button close = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> close());
    close.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    close.setAriaLabel("Close");
    getHeader().add(close);
    switch (new ScenarioTexts().question(scenario).then(Export::of)) {
      case Parsed.Valid<Export> valid -> show(valid.value());
      case Parsed.Invalid<Export> invalid -> {
        IssueList issues = new IssueList();
        issues.show(invalid.issues());
        add(issues);
      }
    }
  }

  private void show(Export export) {
    name = export.name();
    Tabs launchers = new Tabs();
    launchers.setAutoselect(false);
    launchers.getElement().setAttribute("aria-label", "Launchers");
    for (Export.Offer offer : export.offers()) {
      Tab tab = new Tab(new Span(offer.launcher()));
      if (!offer.runs()) {
        Span cannot = new Span("cannot run it");
        cannot.addClassName("note");
        tab.add(cannot);
      }
      offers.put(tab, offer);
      launchers.add(tab);
    }
    Tab first =
        offers.keySet().stream()
            .filter(it -> offer(it).runs())
            .findFirst()
            .orElseGet(() -> offers.keySet().iterator().next());
    launchers.setSelectedTab(first);
    open(offer(first));
    launchers.addSelectedChangeListener(change -> open(offer(change.getSelectedTab())));
    add(launchers, shown);
    Anchor plan =
        download(
            "plan.json",
            "plan.json",
            "application/json",
            () -> export.planFile().getBytes(StandardCharsets.UTF_8));
    plan.getElement().setAttribute("title", "The plan with its question, to simulate it again");
    getFooter().add(plan);
    if (export.offers().stream().anyMatch(Export.Offer::runs)) {
      getFooter()
          .add(
              zip(
                  "ZIP of all launchers",
                  LaunchArchive.fileName(name + "-launchers", ".zip"),
                  export::archive));
    }
  }

  private Export.Offer offer(Tab tab) {
    return Optional.ofNullable(offers.get(tab)).orElseThrow();
  }

  private void open(Export.Offer offer) {
    shown.removeAll();
    OfferPanel panel = new OfferPanel(offer);
    if (offer.runs()) {
      panel.action(
          zip(
              "ZIP of these files",
              LaunchArchive.fileName(name + "-" + offer.launcher(), ".zip"),
              () -> LaunchArchive.of(offer.files())));
    }
    shown.add(panel);
  }

  private static Anchor zip(String label, String fileName, Supplier<LaunchArchive> archive) {
    return download(label, fileName, "application/zip", () -> archive.get().bytes());
  }

  /** A download that is made when somebody asks for it. */
  private static Anchor download(
      String label, String fileName, String type, Supplier<byte[]> content) {
    DownloadHandler handler =
        DownloadHandler.fromInputStream(
            event -> {
              byte[] bytes = content.get();
              return new DownloadResponse(
                  new ByteArrayInputStream(bytes), fileName, type, bytes.length);
            });
    Anchor anchor = new Anchor(handler, label);
    anchor.addClassName("download");
    return anchor;
  }
}
