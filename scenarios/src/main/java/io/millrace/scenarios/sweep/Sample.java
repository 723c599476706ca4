package io.millrace.scenarios.sweep;

import java.util.ArrayList;
import java.util.List;

/**
 * Points that are spread over the axes.
 *
 * @param method how
 * @param points how many
 * @param seed what a Latin hypercube is drawn by; a Sobol sequence skips so many points
 */
record Sample(List<Axis> axes, Sampling method, int points, long seed) implements Points {

  /** Copies the list. */
  Sample {
    axes = List.copyOf(axes);
  }

  @Override
  public long count() {
    return points;
  }

  @Override
  public Point at(long number) {
    double[] shares = method.shares(axes.size(), points, (int) number, seed);
    List<List<Setting>> settings = new ArrayList<>(axes.size());
    for (int i = 0; i < shares.length; i++) {
      settings.add(axes.get(i).at(shares[i]));
    }
    return new Point(number, settings);
  }

  @Override
  public long pointsOfContext() {
    return 1;
  }
}
