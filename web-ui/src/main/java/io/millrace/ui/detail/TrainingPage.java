package io.millrace.ui.detail;

import com.vaadin.flow.component.Component;
import io.millrace.model.input.Parsed;
import io.millrace.ui.figures.IssueList;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A page about a simulated training plan.
 *
 * @param key the name in addresses
 * @param title what its tab is called
 * @param panel makes it of a run and its answer
 */
public record TrainingPage(
    String key, String title, BiFunction<Subject, SimulationAnswer, Component> panel)
    implements DetailPage {

  @Override
  public boolean suits(Subject subject) {
    return SimulationAnswer.isOne(subject);
  }

  @Override
  public Optional<Component> content(Subject subject) {
    return Optional.of(
        switch (SimulationAnswer.read(subject.answer())) {
          case Parsed.Valid<SimulationAnswer> valid -> panel.apply(subject, valid.value());
          case Parsed.Invalid<SimulationAnswer> invalid -> {
            IssueList issues = new IssueList();
            issues.show(invalid.issues());
            yield issues;
          }
        });
  }
}
