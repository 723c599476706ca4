package io.millrace.ui.plan;

import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.figures.DataTable;
import java.util.List;

/** Why the best plan is the best, why its neighbours are not, and what would help. */
final class ReasonsPanel extends Section {

  ReasonsPanel(Reasons reasons) {
    addClassName("reasons");
    getElement().setAttribute("aria-label", "Why this plan");
    add(new H3("Why this plan"), new Paragraph(reasons.summary()));
    if (!reasons.alternatives().isEmpty()) {
      add(new NativeDetails("Why not its neighbours", alternatives(reasons.alternatives())));
    }
    if (!reasons.gains().isEmpty()) {
      add(new NativeDetails("What would make it faster or cheaper", gains(reasons.gains())));
    }
  }

  private static DataTable alternatives(List<Reasons.Alternative> alternatives) {
    DataTable table =
        new DataTable("Plans that differ in one choice")
            .heads(List.of("Change", "Plan", "Loss", "Why not"));
    for (Reasons.Alternative it : alternatives) {
      table.row(
          List.of(new Span(it.change())),
          List.of(new Span(it.label()), new Span(loss(it)), new Span(it.impossible().orElse("–"))));
    }
    return table;
  }

  private static String loss(Reasons.Alternative it) {
    return it.loss().isPresent()
        ? (it.atMost() ? "at most " : "") + Numbers.signedPercent(it.loss().getAsDouble())
        : "–";
  }

  private static DataTable gains(List<Reasons.Gain> gains) {
    DataTable table = new DataTable("What lifting a limit gains").heads(List.of("If", "Gain"));
    gains.forEach(
        it ->
            table.row(List.of(new Span(it.what())), List.of(new Span(Numbers.percent(it.gain())))));
    return table;
  }
}
