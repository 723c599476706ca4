package io.millrace.scenarios.accuracy;

import io.millrace.scenarios.svg.SvgElement;

/**
 * How the points of a group look: ten colours that differ on white and on black and to colour-blind
 * eyes (after Okabe and Ito 2008, "Color universal design"), then the same in another shape.
 *
 * @param colour of the point
 * @param shape index of the shape
 */
record Marker(String colour, int shape) {
  private static final String[] COLOURS = {
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00",
    "#56b4e9", "#8a7a00", "#7f5fc4", "#7d7d7d", "#c03a4b"
  };
  private static final double RADIUS = 4;

  /** Outlines around the origin: a circle is no path and comes first. */
  private static final String[] OUTLINES = {
    "", "M0 -5 L5 0 L0 5 L-5 0 Z", "M0 -5 L4.6 3.6 L-4.6 3.6 Z", "M-4 -4 H4 V4 H-4 Z"
  };

  /** The marker of a group by its number; from the forty-first on they repeat. */
  static Marker of(int group) {
    return new Marker(COLOURS[group % COLOURS.length], group / COLOURS.length % OUTLINES.length);
  }

  /** A point. */
  SvgElement at(double x, double y) {
    SvgElement point =
        shape == 0
            ? SvgElement.of("circle").with("cx", x).with("cy", y).with("r", RADIUS)
            : SvgElement.of("path")
                .with("d", OUTLINES[shape])
                .with(
                    "transform",
                    "translate(" + SvgElement.number(x) + " " + SvgElement.number(y) + ")");
    return point.with("fill", colour);
  }
}
