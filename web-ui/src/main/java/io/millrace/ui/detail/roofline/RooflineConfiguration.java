package io.millrace.ui.detail.roofline;

import com.vaadin.flow.component.Component;
import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.ui.detail.DetailPage;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.detail.Profiled;
import io.millrace.ui.detail.Subject;
import io.millrace.ui.detail.TrainingPage;
import io.millrace.ui.figures.IssueList;
import io.millrace.ui.runs.ScenarioTexts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the page in its place. */
@Configuration(proxyBeanMethods = false)
class RooflineConfiguration {

  @Bean
  @Order(50)
  DetailPage rooflinePage() {
    return new TrainingPage("roofline", "Roofline", (subject, _) -> panel(subject));
  }

  private static Component panel(Subject subject) {
    PagePanel panel = new PagePanel();
    switch (new ScenarioTexts().read(subject.question())) {
      case Parsed.Valid<Scenario> valid ->
          panel.add(
              Profiled.of(
                  subject,
                  valid.value(),
                  it -> new RooflinePanel(valid.value().cluster().device().name(), it)));
      case Parsed.Invalid<Scenario> invalid -> {
        IssueList issues = new IssueList();
        issues.show(invalid.issues());
        panel.add(issues);
      }
    }
    return panel;
  }
}
