package io.millrace.ui.figures;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.millrace.model.input.Issue;
import java.util.List;

/** What is wrong with an input: where, why, and what would be right. */
public final class IssueList extends UnorderedList {

  /** Nothing is wrong yet. */
  public IssueList() {
    addClassName("issues");
    show(List.of());
  }

  /** Shows these instead; the list is not there where nothing is wrong. */
  public void show(List<Issue> issues) {
    removeAll();
    issues.forEach(issue -> add(item(issue)));
    setVisible(!issues.isEmpty());
  }

  private static ListItem item(Issue issue) {
    Span reason = new Span(issue.message());
    ListItem item =
        issue.path().equals(Issue.WHOLE)
            ? new ListItem(reason)
            : new ListItem(new Code(issue.path()), new Span(" "), reason);
    if (!issue.hint().isEmpty()) {
      Span hint = new Span(issue.hint());
      hint.addClassName("hint");
      item.add(hint);
    }
    return item;
  }
}
