package io.millrace.ui.plan;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Optional;

/** What a search found: the best plan in a sentence, why it is the best, all plans to explore. */
final class AnswerPanel extends Section {

  AnswerPanel(PlanAnswer answer, ExplorerState state, PlanActions actions) {
    this(answer, state, actions, Optional.empty());
  }

  AnswerPanel(
      PlanAnswer answer,
      ExplorerState state,
      PlanActions actions,
      Optional<? extends Component> whatIf) {
    addClassName("answer");
    getElement().setAttribute("aria-label", "Answer");
    AnswerTexts texts = new AnswerTexts(answer);
    add(new H2(answer.feasible() ? "Best plan" : "No plan fits"));
    add(paragraph(texts.best(), "sentence"), paragraph(texts.certainty(), "note"));
    answer.infeasible().ifPresent(why -> add(callout(why)));
    whatIf.ifPresent(this::add);
    if (!answer.plans().isEmpty()) {
      add(new PlanExplorer(answer.plans(), state, actions));
    }
    answer.reasons().ifPresent(why -> add(new ReasonsPanel(why)));
    if (!answer.assumptions().isEmpty()) {
      add(folded("Assumed, as the scenario does not say", list(answer.assumptions())));
    }
    add(paragraph("Computed by " + answer.tool(), "note"));
  }

  private static Component callout(PlanAnswer.Infeasible why) {
    Div callout = new Div(new H3(why.constraint()), new Paragraph(why.reason()));
    callout.addClassName("callout");
    callout.getElement().setAttribute("role", "note");
    if (!why.changes().isEmpty()) {
      callout.add(new Paragraph("What would make one possible:"), list(why.changes()));
    }
    return callout;
  }

  private static NativeDetails folded(String title, Component content) {
    return new NativeDetails(title, content);
  }

  private static UnorderedList list(List<String> lines) {
    return new UnorderedList(lines.stream().map(ListItem::new).toArray(ListItem[]::new));
  }

  private static Paragraph paragraph(String text, String kind) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName(kind);
    return paragraph;
  }
}
