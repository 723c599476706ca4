package io.millrace.ui.detail.sensitivity;

import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.ui.detail.DetailPage;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.detail.Subject;
import io.millrace.ui.detail.TrainingPage;
import io.millrace.ui.figures.IssueList;
import io.millrace.ui.runs.ScenarioTexts;
import io.millrace.ui.runs.VisitorRuns;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the pages in their places. */
@Configuration(proxyBeanMethods = false)
class SensitivityConfiguration {

  @Bean
  @Order(60)
  DetailPage sensitivityPage() {
    return new TrainingPage(
        "sensitivity",
        "Sensitivity",
        (subject, _) -> panel(subject, it -> new SensitivityPanel(subject, it)));
  }

  @Bean
  @Order(70)
  DetailPage planePage(VisitorRuns runs) {
    return new TrainingPage(
        "what-if",
        "Heat map",
        (subject, _) -> panel(subject, it -> new PlanePanel(subject, it, runs)));
  }

  private static PagePanel panel(Subject subject, Function<Scenario, PagePanel> of) {
    return switch (new ScenarioTexts().read(subject.question())) {
      case Parsed.Valid<Scenario> valid -> of.apply(valid.value());
      case Parsed.Invalid<Scenario> invalid -> {
        IssueList issues = new IssueList();
        issues.show(invalid.issues());
        PagePanel panel = new PagePanel();
        panel.add(issues);
        yield panel;
      }
    };
  }
}
