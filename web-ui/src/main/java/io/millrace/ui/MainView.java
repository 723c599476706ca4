package io.millrace.ui;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.millrace.model.report.ProjectVersion;

/** The page a visitor meets first. */
@Route("")
@PageTitle("Millrace")
public final class MainView extends VerticalLayout {

  /** Lays out the page. */
  public MainView() {
    add(new H1("Millrace"), new Span("Version " + ProjectVersion.current()));
  }
}
