package io.millrace.scenarios.query.chart;

import io.millrace.scenarios.svg.SvgElement;

/** What all pictures have: a title, a line below it, a description for those who cannot see it. */
final class Page {
  /** Where the content may begin. */
  static final double TOP = 64;

  static final double LEFT = 16;

  /** How wide a letter is, about, at the size of labels. */
  static final double LETTER = 7;

  private static final String STYLE =
      """

          svg { font: 13px system-ui, sans-serif; background: #ffffff; }
          text { fill: #1f2328; }
          .faint { fill: #59636e; }
          .title { font-size: 17px; font-weight: 600; }
          .frame { fill: none; stroke: #8c959f; }
          .grid { stroke: #8c959f; stroke-opacity: 0.25; }
          .border { stroke: #1f2328; stroke-width: 2; stroke-linecap: square; }
          .empty { fill: #8c959f; fill-opacity: 0.12; }
          .step { fill: none; stroke-width: 1.5; }
          .cloud { stroke-opacity: 0.3; stroke-width: 4; stroke-linecap: round; fill: none; }
          .on-light { fill: #1f2328; }
          .on-dark { fill: #ffffff; }
          @media (prefers-color-scheme: dark) {
            svg { background: #0d1117; }
            text { fill: #f0f6fc; }
            .faint { fill: #9198a1; }
            .border { stroke: #f0f6fc; }
            .on-light { fill: #1f2328; }
            .on-dark { fill: #ffffff; }
          }
        \
      """;

  private Page() {}

  /** An empty one. */
  static SvgElement of(double width, double height, String title, String below, String all) {
    return SvgElement.picture((int) Math.ceil(width), (int) Math.ceil(height))
        .with("role", "img")
        .with("aria-labelledby", "title description")
        .add(SvgElement.of("title").with("id", "title").text(title))
        .add(SvgElement.of("desc").with("id", "description").text(all))
        .add(SvgElement.of("style").text(STYLE))
        .add(text(LEFT, 26, title).with("class", "title"))
        .add(text(LEFT, 46, below).with("class", "faint"));
  }

  /** Words whose line starts at a place. */
  static SvgElement text(double x, double y, String words) {
    return SvgElement.of("text").with("x", x).with("y", y).text(words);
  }

  /** Words around a place. */
  static SvgElement centred(double x, double y, String words) {
    return text(x, y, words).with("text-anchor", "middle");
  }

  /** Words that end at a place. */
  static SvgElement ending(double x, double y, String words) {
    return text(x, y, words).with("text-anchor", "end");
  }

  /** Words around a place that read upwards. */
  static SvgElement upwards(double x, double y, String words) {
    return centred(x, y, words)
        .with("transform", "rotate(-90 " + SvgElement.number(x) + " " + SvgElement.number(y) + ")");
  }

  /** A line. */
  static SvgElement line(double fromX, double fromY, double toX, double toY) {
    return SvgElement.of("line")
        .with("x1", fromX)
        .with("y1", fromY)
        .with("x2", toX)
        .with("y2", toY);
  }

  /** A rectangle. */
  static SvgElement rectangle(double x, double y, double width, double height) {
    return SvgElement.of("rect")
        .with("x", x)
        .with("y", y)
        .with("width", width)
        .with("height", height);
  }

  /** A text that takes no more letters than there is room for. */
  static String fitted(String text, int letters) {
    return text.length() <= letters ? text : text.substring(0, Math.max(1, letters - 1)) + "…";
  }
}
