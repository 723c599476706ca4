package io.millrace.ui.detail.topology;

import com.vaadin.flow.component.Component;
import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.ui.detail.DetailPage;
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
class TopologyConfiguration {

  @Bean
  @Order(40)
  DetailPage topologyPage() {
    return new TrainingPage("topology", "Topology", (subject, _) -> panel(subject));
  }

  private static Component panel(Subject subject) {
    return switch (new ScenarioTexts().read(subject.question())) {
      case Parsed.Valid<Scenario> valid -> {
        TopologyPanel panel = new TopologyPanel(valid.value());
        panel.add(Profiled.of(subject, valid.value(), LinkPanel::new));
        yield panel;
      }
      case Parsed.Invalid<Scenario> invalid -> {
        IssueList issues = new IssueList();
        issues.show(invalid.issues());
        yield issues;
      }
    };
  }
}
