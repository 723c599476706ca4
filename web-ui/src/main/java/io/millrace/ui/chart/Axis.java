package io.millrace.ui.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * What numbers of a chart mean.
 *
 * @param name of what is measured
 * @param unit of the numbers; empty if they have none
 * @param scale by which they are laid out
 * @param limits drawn across the chart
 */
public record Axis(String name, String unit, Scale scale, List<Limit> limits) {

  /** How numbers become lengths. */
  public enum Scale {
    /** Equal differences are equally far apart. */
    LINEAR,
    /** Equal ratios are equally far apart; for positive numbers. */
    LOGARITHMIC
  }

  /**
   * A number that must not be passed, or should be reached.
   *
   * @param label what it stands for
   * @param at the number
   */
  public record Limit(String label, double at) {
    /** Checks the number. */
    public Limit {
      Numbers.check(at, label);
    }
  }

  /** Copies the list. */
  public Axis {
    limits = List.copyOf(limits);
  }

  /** An axis with equal steps and no limits. */
  public static Axis of(String name, String unit) {
    return new Axis(name, unit, Scale.LINEAR, List.of());
  }

  /** The same with equal ratios. */
  public Axis logarithmic() {
    return new Axis(name, unit, Scale.LOGARITHMIC, limits);
  }

  /** The same with one limit more. */
  public Axis with(Limit limit) {
    List<Limit> more = new ArrayList<>(limits);
    more.add(limit);
    return new Axis(name, unit, scale, more);
  }

  /** The name with the unit. */
  String label() {
    return unit.isEmpty() ? name : name + " (" + unit + ")";
  }
}
