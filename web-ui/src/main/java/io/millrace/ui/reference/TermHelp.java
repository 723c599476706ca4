package io.millrace.ui.reference;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import io.millrace.scenarios.reference.Term;
import io.millrace.scenarios.reference.TermKind;
import java.util.Optional;

/** A word with a button that says what it means and how it is computed. */
@StyleSheet("context://millrace/reference.css")
public final class TermHelp extends Span {

  /** The button beside a word. */
  public TermHelp(String word, Term term) {
    addClassName("term");
    Button button = new Button(VaadinIcon.QUESTION_CIRCLE_O.create());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
    button.setAriaLabel("What is " + term.label() + "?");
    button.addClassName("term-help");
    Popover popover = new Popover();
    popover.setTarget(button);
    popover.setAriaLabel(term.label());
    popover.setPosition(PopoverPosition.BOTTOM_START);
    popover.setModal(false);
    popover.setAutofocus(true);
    popover.add(explanation(term));
    add(new Span(word), button, popover);
  }

  /** A word as it is where nothing is known of it, else with its button. */
  public static Component of(String word, TermKind kind, String key) {
    Optional<Term> term = Term.of(kind, key);
    return term.<Component>map(it -> new TermHelp(word, it)).orElseGet(() -> new Span(word));
  }

  private static Component explanation(Term term) {
    Div all = new Div(new Paragraph(term.meaning()), new Code(term.formula()));
    all.addClassName("term-explanation");
    if (!term.source().isEmpty()) {
      Paragraph source = new Paragraph(term.source());
      source.addClassName("note");
      all.add(source);
    }
    all.add(new Anchor(ReferenceView.address(term), "All terms"));
    return all;
  }
}
