package io.millrace.ui.journey;

import io.millrace.ui.detail.DetailPage;
import io.millrace.ui.detail.TrainingPage;
import java.util.ArrayList;
import java.util.List;
import org.openqa.selenium.By;

/** Every view of the dashboard, with something on it. */
final class Views {
  /** A view, where it is, and what is there once it shows something. */
  record View(String name, String path, String selector) {
    By content() {
      return By.cssSelector(selector);
    }
  }

  private Views() {}

  /** Those of a server, whose worked example is there. */
  static List<View> of(Server server) {
    String example = server.runs().getLast().id().toString();
    List<View> views = new ArrayList<>();
    views.add(view("plan", "", ".plan-explorer millrace-chart canvas"));
    views.add(
        view(
            "compare",
            "compare?plan=%s:0&plan=%s:1".formatted(example, example),
            ".compare-view millrace-chart canvas"));
    for (DetailPage page : server.all(DetailPage.class)) {
      if (page instanceof TrainingPage) {
        views.add(
            view(
                "detail-" + page.key(),
                "detail?page=" + page.key(),
                ".detail-page[aria-label='" + page.title() + "'] .page"));
      }
    }
    views.add(view("sweeps", "sweeps", ".sweeps-view table a"));
    views.add(view("check", "check", ".check-view millrace-chart canvas"));
    views.add(view("check-case", "check?by=device&case=sc21-1.7b-32-a100", ".case-panel .source"));
    views.add(view("scenarios", "scenarios", ".library vaadin-grid-cell-content"));
    views.add(view("scenario", "scenarios/gpt-22b-full-recompute-8-a100", ".detail .bar-part"));
    views.add(view("runs", "runs", ".runs .badge"));
    return views;
  }

  private static View view(String name, String path, String content) {
    return new View(name, path, content);
  }
}
