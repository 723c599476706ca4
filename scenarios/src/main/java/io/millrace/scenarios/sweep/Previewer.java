package io.millrace.scenarios.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/** Counts the rows of a sweep, and tries some. */
final class Previewer {
  /** Points that are counted one by one, in a second or so; of more some are looked at. */
  private static final long MOST_COUNTED = 2_000_000;

  private static final int EXAMPLES = 5;

  /** How long to try rows. */
  private static final double TRIAL_SECONDS = 3;

  private static final int TRIAL_POINTS = 500;

  private final Sweep sweep;

  Previewer(Sweep sweep) {
    this.sweep = sweep;
  }

  SweepPreview preview(int threads) {
    long points = sweep.points().count();
    boolean counted = points <= MOST_COUNTED || sweep.conditions().isEmpty();
    long rows = sweep.conditions().isEmpty() ? points : admitted(points);
    return new SweepPreview(
        points,
        rows,
        counted,
        sweep.paths().stream().map(ScenarioPath::toString).toList(),
        examples(points),
        trial(points),
        threads);
  }

  private long admitted(long points) {
    long looks = Math.min(points, MOST_COUNTED);
    long admitted = spread(points, looks).filter(this::admits).count();
    return Math.round((double) admitted / looks * points);
  }

  /** Points that are spread evenly over all. */
  private static LongStream spread(long points, long looks) {
    return LongStream.range(0, looks)
        .map(it -> it * (points / looks) + it * (points % looks) / looks);
  }

  private boolean admits(long point) {
    return sweep.admits(sweep.points().at(point));
  }

  private List<List<String>> examples(long points) {
    return spread(points, Math.min(points, 100L * EXAMPLES))
        .filter(this::admits)
        .limit(EXAMPLES)
        .mapToObj(
            it ->
                sweep.points().at(it).stream()
                    .flatMap(List::stream)
                    .map(setting -> text(setting.label()))
                    .toList())
        .toList();
  }

  private static String text(JsonNode label) {
    return label.isString() ? label.stringValue() : label.toString();
  }

  /**
   * Seconds of a row in the second half of a trial: the first has the start of everything. Rows
   * that are spread have less in common than neighbours, so it is rather too long.
   */
  private OptionalDouble trial(long points) {
    ContextEvaluator evaluator =
        new ContextEvaluator(sweep, new CostModels(sweep.question().draws()));
    List<Double> seconds = new ArrayList<>();
    long start = System.nanoTime();
    int run = Math.max(1, sweep.rowsPerChunk() / 20);
    for (long from : spread(points, Math.min(points, TRIAL_POINTS)).toArray()) {
      long before = System.nanoTime();
      int rows = evaluator.evaluate(new Chunk(0, from, Math.min(points, from + run))).size();
      long now = System.nanoTime();
      if (rows > 0) {
        seconds.add((now - before) / 1e9 / rows);
      }
      if ((now - start) / 1e9 > TRIAL_SECONDS) {
        break;
      }
    }
    return seconds.subList(seconds.size() / 2, seconds.size()).stream()
        .mapToDouble(it -> it)
        .average();
  }
}
