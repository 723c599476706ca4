package io.millrace.ui.plan;

import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.chart.Axis;
import io.millrace.ui.chart.Chart;
import io.millrace.ui.chart.Lines;
import io.millrace.ui.figures.DataTable;
import io.millrace.ui.runs.SearchProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** How far a search at work is: its best so far, its bound, how fast it goes. */
final class SearchPanel extends Section {
  private Optional<Chart> chart = Optional.empty();
  private int moments;

  SearchPanel() {
    addClassName("search-progress");
    getElement().setAttribute("aria-label", "Search");
    setVisible(false);
  }

  /** Shows how far it is; nothing where no search is at work. */
  void show(Optional<SearchProgress> progress) {
    setVisible(progress.isPresent());
    if (progress.isEmpty()) {
      removeAll();
      chart = Optional.empty();
      moments = 0;
      return;
    }
    SearchProgress now = progress.get();
    chart.ifPresentOrElse(
        it -> getChildren().filter(each -> each != it).toList().forEach(this::remove),
        this::removeAll);
    addComponentAsFirst(figures(now));
    // A line wants two points; a picture that has not changed need not travel.
    if (now.history().size() >= 2 && now.history().size() != moments) {
      moments = now.history().size();
      if (chart.isEmpty()) {
        chart = Optional.of(new Chart(lines(now)));
        add(chart.get());
      } else {
        chart.get().show(lines(now));
      }
    }
  }

  private static DataTable figures(SearchProgress now) {
    DataTable table = new DataTable("How far the search is");
    row(
        table,
        "Best so far",
        now.best()
            .map(it -> it.label() + ", " + Numbers.with(it.seconds(), "s") + " an iteration")
            .orElse("none yet"));
    row(
        table,
        "No plan gets below",
        now.bound().isPresent()
            ? Numbers.with(now.bound().getAsDouble(), unit(now))
            : "not known yet");
    row(
        table,
        "Gap",
        now.gap().isPresent()
            ? "at most " + Numbers.percent(now.gap().getAsDouble())
            : "not known yet");
    row(
        table,
        "Decided",
        "%s of %s plans".formatted(Numbers.whole(now.decided()), Numbers.whole(now.candidates())));
    row(
        table,
        "Costed",
        "%s, %s a second"
            .formatted(Numbers.whole(now.evaluated()), Numbers.plain(now.evaluatedPerSecond())));
    return table;
  }

  private static void row(DataTable table, String what, String says) {
    table.row(List.of(new Span(what)), List.of(new Span(says)));
  }

  private static Lines lines(SearchProgress now) {
    List<Lines.Line> lines = new ArrayList<>();
    line("best so far", now, SearchProgress.Moment::best).ifPresent(lines::add);
    line("bound", now, SearchProgress.Moment::bound).ifPresent(lines::add);
    return new Lines(
        "Best and bound over time",
        Axis.of("Search", "s"),
        Axis.of(unit(now).equals("s") ? "Iteration" : "Value", unit(now)),
        lines);
  }

  /** A figure stays what it was until it moves: the line goes in steps. */
  private static Optional<Lines.Line> line(
      String name, SearchProgress now, Function<SearchProgress.Moment, OptionalDouble> figure) {
    List<Lines.Position> positions = new ArrayList<>();
    for (SearchProgress.Moment moment : now.history()) {
      figure
          .apply(moment)
          .ifPresent(
              value -> {
                if (!positions.isEmpty()) {
                  positions.add(new Lines.Position(moment.seconds(), positions.getLast().y()));
                }
                positions.add(new Lines.Position(moment.seconds(), value));
              });
    }
    return positions.isEmpty() ? Optional.empty() : Optional.of(new Lines.Line(name, positions));
  }

  private static String unit(SearchProgress now) {
    return switch (now.objective()) {
      case "time" -> "s";
      case "energy" -> "J";
      default -> "USD/Mtoken";
    };
  }
}
