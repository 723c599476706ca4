package io.millrace.scenarios.sweep;

import java.util.List;

/**
 * An axis with a list of points.
 *
 * @param points each with the settings of all places
 */
record ListedAxis(List<ScenarioPath> paths, List<List<Setting>> points) implements Axis {

  /** Copies the lists. */
  ListedAxis {
    paths = List.copyOf(paths);
    points = points.stream().map(List::copyOf).toList();
  }

  @Override
  public int size() {
    return points.size();
  }

  @Override
  public List<Setting> at(int point) {
    return points.get(point);
  }

  @Override
  public List<Setting> at(double share) {
    return points.get((int) (share * points.size()));
  }
}
