package io.millrace.scenarios.sweep;

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
  private static final double TRIAL_SECONDS = 6;

  /** How much of that only warms up. */
  private static final double WARMING_SECONDS = 2;

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
    long[] admitted =
        spread(points, Math.min(points, 100L * EXAMPLES)).filter(this::admits).toArray();
    return spread(admitted.length, Math.min(admitted.length, EXAMPLES))
        .map(it -> admitted[(int) it])
        .mapToObj(this::labels)
        .toList();
  }

  private List<String> labels(long point) {
    return sweep.points().at(point).settings().stream()
        .flatMap(List::stream)
        .map(setting -> text(setting.label()))
        .toList();
  }

  private static String text(JsonNode label) {
    return label.isString() ? label.stringValue() : label.toString();
  }

  /**
   * Seconds of a point within the sweep: neighbours from chunks all over it, as what points share
   * is prepared once, without the first of them, which have the start of everything.
   */
  private OptionalDouble trial(long points) {
    ContextEvaluator evaluator =
        new ContextEvaluator(sweep, new CostModels(sweep.question().draws()));
    Shuffle order = new Shuffle(sweep.chunks(), 0);
    long run = slice(points);
    double spent = 0;
    long tried = 0;
    long start = System.nanoTime();
    for (int visit = 0; visit < sweep.chunks() && seconds(start) < TRIAL_SECONDS; visit++) {
      Chunk chunk = sweep.chunk(order.at(visit));
      for (long from = chunk.from();
          from < chunk.to() && seconds(start) < TRIAL_SECONDS;
          from += run) {
        long before = System.nanoTime();
        long to = Math.min(chunk.to(), from + run);
        evaluator.evaluate(new Chunk(0, from, to));
        if (seconds(start) > WARMING_SECONDS) {
          spent += seconds(before);
          tried += to - from;
        }
      }
    }
    return tried == 0 ? OptionalDouble.empty() : OptionalDouble.of(spent / tried);
  }

  /** Points to try at once: whole contexts, and at most a twentieth of a chunk. */
  private long slice(long points) {
    long context = sweep.points().pointsOfContext();
    long few = Math.clamp(sweep.rowsPerChunk() / 20, 1, Math.max(1, points / 20));
    return Math.ceilDiv(few, context) * context;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
