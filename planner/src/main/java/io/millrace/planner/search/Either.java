package io.millrace.planner.search;

import io.millrace.simulator.lowering.training.PlanFigures;

/** What one of two still wants. */
record Either(Wanted one, Wanted other) implements Wanted {

  @Override
  public boolean rejects(double leastSeconds, double leastJoules, double leastBytes) {
    return one.rejects(leastSeconds, leastJoules, leastBytes)
        && other.rejects(leastSeconds, leastJoules, leastBytes);
  }

  @Override
  public boolean countsEnergy() {
    return one.countsEnergy() || other.countsEnergy();
  }

  @Override
  public double atMostSeconds() {
    return Math.max(one.atMostSeconds(), other.atMostSeconds());
  }

  @Override
  public boolean ignoresThriftier() {
    return one.ignoresThriftier() && other.ignoresThriftier();
  }

  @Override
  public void offer(int layer, int pipelining, int replica, PlanFigures figures) {
    one.offer(layer, pipelining, replica, figures);
    other.offer(layer, pipelining, replica, figures);
  }
}
