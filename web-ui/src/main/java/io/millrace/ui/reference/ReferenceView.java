package io.millrace.ui.reference;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.millrace.scenarios.reference.Term;
import io.millrace.scenarios.reference.TermKind;
import java.util.Locale;

/**
 * Every word of the reports with its meaning and formula; a term's name in the address finds it.
 */
@Route(ReferenceView.ADDRESS)
@PageTitle("Reference")
@Menu(title = "Reference", order = 90, icon = "vaadin:book")
@StyleSheet("context://millrace/reference.css")
public final class ReferenceView extends Main {
  static final String ADDRESS = "reference";

  /** Lists all terms. */
  public ReferenceView() {
    addClassName("reference-view");
    for (TermKind kind : TermKind.values()) {
      add(new H2(kind.title()));
      DescriptionList list = new DescriptionList();
      Term.of(kind).forEach(it -> add(list, it));
      add(list);
    }
  }

  /** Where a term is explained. */
  static String address(Term term) {
    return ADDRESS + "#" + id(term);
  }

  private static String id(Term term) {
    return term.kind().name().toLowerCase(Locale.ROOT) + "-" + term.key();
  }

  private static void add(DescriptionList list, Term term) {
    DescriptionList.Term word = new DescriptionList.Term(new Span(term.label()));
    word.setId(id(term));
    if (!term.unit().isEmpty()) {
      Span unit = new Span(term.unit());
      unit.addClassName("note");
      word.add(unit);
    }
    Description meaning = new Description(new Paragraph(term.meaning()), new Code(term.formula()));
    if (!term.source().isEmpty()) {
      Paragraph source = new Paragraph(term.source());
      source.addClassName("note");
      meaning.add(source);
    }
    list.add(word, meaning);
  }
}
