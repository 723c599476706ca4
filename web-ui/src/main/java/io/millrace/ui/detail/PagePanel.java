package io.millrace.ui.detail;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;

/** What pages are made of: a sentence that says what matters, then what bears it out. */
public class PagePanel extends Div {

  /** An empty page. */
  public PagePanel() {
    addClassName("page");
  }

  /** What the page says in a sentence. */
  protected static Paragraph sentence(String text) {
    return paragraph(text, "sentence");
  }

  /** What one should know beside it. */
  protected static Paragraph note(String text) {
    return paragraph(text, "note");
  }

  /** What is wrong. */
  protected static Component callout(String title, List<String> lines) {
    Div callout = new Div(new H3(title), list(lines));
    callout.addClassName("callout");
    callout.getElement().setAttribute("role", "note");
    return callout;
  }

  /** Lines, each as a text. */
  protected static UnorderedList list(List<String> lines) {
    return new UnorderedList(lines.stream().map(ListItem::new).toArray(ListItem[]::new));
  }

  private static Paragraph paragraph(String text, String kind) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName(kind);
    return paragraph;
  }
}
