package io.millrace.scenarios.sweep;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.report.ProjectVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the points of a chunk and prepares each context once. A bad point is a row. Serves
 * one thread.
 */
final class ContextEvaluator {
  private static final String TOOL = "millrace " + ProjectVersion.current();

  private final Sweep sweep;
  private final RowColumns columns;
  private final Contexts contexts;
  private final CostModels models;
  private long current = -1;
  private @Nullable Parsed<Context> context;

  /**
   * Evaluates the points of a sweep.
   *
   * @param models what threads share of costs
   */
  ContextEvaluator(Sweep sweep, CostModels models) {
    this.sweep = sweep;
    this.models = models;
    this.columns = new RowColumns(sweep);
    this.contexts = Contexts.of(sweep, columns);
  }

  /** The rows of a chunk, in the order of its points. */
  RowTable evaluate(Chunk chunk) {
    RowTable rows = new RowTable(columns.all());
    boolean all =
        sweep.question().best().isEmpty() || sweep.question().evaluation() == Evaluation.PLAN;
    long step = all ? 1 : sweep.points().pointsOfContext();
    for (long point = chunk.from(); point < chunk.to(); point += step) {
      if (all) {
        answer(sweep.points().at(point), rows);
      } else {
        best(point, point + step, rows);
      }
    }
    return rows;
  }

  private void answer(Point point, RowTable rows) {
    if (sweep.admits(point)) {
      begin(point, rows);
      evaluate(Context::answers, point, rows);
      rows.end(point.number());
    }
  }

  private void begin(Point point, RowTable rows) {
    rows.begin();
    columns.point(rows, point);
    rows.set(columns.of(Result.TOOL), TOOL);
  }

  /** The best points of a context by what formulas say; one that says why if there is none. */
  private void best(long from, long to, RowTable rows) {
    RowTable costed = new RowTable(columns.all());
    for (long number = from; number < to; number++) {
      Point point = sweep.points().at(number);
      if (sweep.admits(point)) {
        begin(point, costed);
        evaluate(Context::costs, point, costed);
      }
    }
    List<Integer> fitting =
        IntStream.range(0, costed.size())
            .boxed()
            .filter(it -> Status.OK.key().equals(costed.get(it, columns.of(Result.STATUS))))
            .sorted(Comparator.comparingDouble(it -> seconds(costed, it)))
            .limit(sweep.question().best().orElseThrow())
            .toList();
    for (int rank = 0; rank < fitting.size(); rank++) {
      keep(costed, fitting.get(rank), rank, rows);
    }
    if (fitting.isEmpty() && costed.size() > 0) {
      rows.begin(costed, 0);
      rows.fail();
      rows.end(from);
    }
  }

  private double seconds(RowTable costed, int row) {
    return costed.get(row, columns.of(Result.ITERATION_SECONDS)) instanceof Double seconds
        ? seconds
        : Double.POSITIVE_INFINITY;
  }

  private void keep(RowTable costed, int row, int rank, RowTable rows) {
    rows.begin(costed, row);
    rows.set(columns.of(Result.PLAN_RANK), (long) rank + 1);
    if (costed.get(row, 0) instanceof Long point) {
      if (sweep.question().evaluation() == Evaluation.SIMULATE) {
        evaluate(Context::answers, sweep.points().at(point), rows);
      }
      rows.end(point);
    }
  }

  private void evaluate(Function<Context, PointEvaluator> kind, Point point, RowTable rows) {
    try {
      switch (context(point)) {
        case Parsed.Valid<Context> valid -> kind.apply(valid.value()).evaluate(point, rows);
        case Parsed.Invalid<Context> invalid ->
            status(rows, Status.IMPOSSIBLE, text(invalid.issues()));
      }
    } catch (InvalidInputException e) {
      status(rows, Status.IMPOSSIBLE, text(e.issues()));
    } catch (RuntimeException e) {
      status(rows, Status.FAILED, e.toString());
    }
  }

  private Parsed<Context> context(Point point) {
    long number = sweep.points().context(point.number());
    Parsed<Context> known = context;
    if (known == null || number != current) {
      known = contexts.of(point, models.of(draw(point)));
      context = known;
      current = number;
    }
    return known;
  }

  /** The number of the draw that a point belongs to; zero without draws. */
  private static int draw(Point point) {
    Optional<Setting> draw =
        point.settings().stream()
            .flatMap(List::stream)
            .filter(it -> it.path().equals(Draws.PATH))
            .findFirst();
    return draw.map(it -> it.value().intValue()).orElse(0);
  }

  private void status(RowTable rows, Status status, String error) {
    rows.set(columns.of(Result.STATUS), status.key());
    rows.set(columns.of(Result.ERROR), error);
    rows.fail();
  }

  private static String text(List<Issue> issues) {
    return issues.stream()
        .map(it -> it.path() + ": " + it.message())
        .collect(Collectors.joining("; "));
  }
}
