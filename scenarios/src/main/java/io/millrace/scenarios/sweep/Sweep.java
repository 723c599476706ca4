package io.millrace.scenarios.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A scenario and what varies in it.
 *
 * @param base the scenario, without what every point sets
 * @param folder where relative paths in the scenario start; absent where it may name no files
 * @param axes those that change most of what can be prepared first, those of the plan last
 * @param points the combinations of the axes
 * @param conditions that a point has to meet to become a row
 * @param question what is asked of each point
 * @param rowsPerChunk points that are written, and resumed, together
 * @param document the sweep as it was read, with its scenario written out
 */
record Sweep(
    String name,
    ObjectNode base,
    Optional<Path> folder,
    List<Axis> axes,
    Points points,
    List<Condition> conditions,
    Question question,
    int rowsPerChunk,
    ObjectNode document) {
  /** The version of the format. */
  static final String FORMAT = "sweep/1";

  /** Copies the lists. */
  Sweep {
    axes = List.copyOf(axes);
    conditions = List.copyOf(conditions);
  }

  /** The places that axes write to, in the order of the axes. */
  List<ScenarioPath> paths() {
    return axes.stream().flatMap(it -> it.paths().stream()).toList();
  }

  /** How many chunks there are. */
  int chunks() {
    return Math.toIntExact(Math.ceilDiv(points.count(), rowsPerChunk));
  }

  /** A chunk, by number. */
  Chunk chunk(int number) {
    long from = (long) number * rowsPerChunk;
    return new Chunk(number, from, Math.min(points.count(), from + rowsPerChunk));
  }

  /** Whether a point meets the conditions. */
  boolean admits(Point point) {
    for (Condition condition : conditions) {
      if (!condition.holds(point)) {
        return false;
      }
    }
    return true;
  }
}
