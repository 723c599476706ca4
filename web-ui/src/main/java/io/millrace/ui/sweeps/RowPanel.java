package io.millrace.ui.sweeps;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Parsed;
import io.millrace.planner.export.YamlText;
import io.millrace.scenarios.sweep.SweepRun;
import io.millrace.ui.figures.DataTable;
import io.millrace.ui.figures.IssueList;
import io.millrace.ui.offer.ScenarioOffer;
import io.millrace.ui.runs.VisitorRuns;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One row: all that is known of it, and its point as a scenario. */
final class RowPanel extends Section {

  RowPanel(
      SweepFolders.Stored stored, OpenSweep sweep, List<@Nullable Object> row, VisitorRuns runs) {
    addClassName("row-panel");
    long point = row.get(sweep.index("point")) instanceof Number it ? it.longValue() : 0;
    String title = "%s, point %d".formatted(stored.sweep().name(), point);
    getElement().setAttribute("aria-label", title);
    add(new H2("Point " + point));
    int error = sweep.index("error");
    if (error >= 0 && row.get(error) instanceof Object why) {
      Paragraph reason = new Paragraph(why.toString());
      reason.addClassName("error");
      add(reason);
    }
    DataTable table = new DataTable("Values of the row");
    for (String name : sweep.telling()) {
      table.row(
          List.of(new Span(Columns.name(name))),
          List.of(new Span(Columns.text(row.get(sweep.index(name))))));
    }
    add(table);
    try {
      switch (SweepRun.ofRows(stored.sweep().path())) {
        case Parsed.Valid<SweepRun> valid -> {
          ObjectNode scenario = valid.value().scenario(point);
          scenario.put("name", title);
          plan(sweep, row).ifPresent(it -> scenario.set("plan", it));
          add(new ScenarioOffer(runs, title, YamlText.of(scenario)));
        }
        case Parsed.Invalid<SweepRun> invalid -> issues(invalid.issues());
      }
    } catch (InvalidInputException e) {
      issues(e.issues());
    } catch (IndexOutOfBoundsException e) {
      add(new Paragraph("Its sweep has no such point."));
    }
  }

  /** The plan that a search found for the point. */
  private static java.util.Optional<JsonNode> plan(OpenSweep sweep, List<@Nullable Object> row) {
    int at = sweep.index("plan_json");
    return at >= 0 && row.get(at) instanceof String json
        ? java.util.Optional.of(JsonMapper.shared().readTree(json))
            .map(it -> it.path("plan").isObject() ? it.path("plan") : it)
        : java.util.Optional.empty();
  }

  private void issues(List<io.millrace.model.input.Issue> found) {
    IssueList list = new IssueList();
    list.show(found);
    add(list);
  }
}
