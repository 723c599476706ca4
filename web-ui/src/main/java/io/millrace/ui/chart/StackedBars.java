package io.millrace.ui.chart;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Wholes and their parts, a bar each.
 *
 * @param title what it is called
 * @param bar what one bar is, such as "Stage"
 * @param length what the length of a bar means
 * @param bars their names, from the top
 * @param parts that make up the bars, in the order they are put together
 */
public record StackedBars(
    String title, String bar, Axis length, List<String> bars, List<Part> parts)
    implements ChartDescription {
  private static final Pattern COLOUR = Pattern.compile("(--[a-z][a-z0-9-]*)?");

  /**
   * A part of every bar.
   *
   * @param name what it is called
   * @param colour the style sheets' custom property that has it; empty for any
   * @param lengths of this part in each of the bars
   */
  public record Part(String name, String colour, List<Double> lengths) {
    /** Copies the list, checks the numbers. */
    public Part {
      lengths = List.copyOf(lengths);
      lengths.forEach(it -> Numbers.check(it, name));
      checkColour(colour);
    }

    /** A part of any colour. */
    public Part(String name, List<Double> lengths) {
      this(name, "", lengths);
    }
  }

  static void checkColour(String colour) {
    if (!COLOUR.matcher(colour).matches()) {
      throw new IllegalArgumentException("'" + colour + "' is the name of no colour");
    }
  }

  /** Copies the lists and checks that every bar has every part. */
  public StackedBars {
    bars = List.copyOf(bars);
    parts = List.copyOf(parts);
    for (Part part : parts) {
      if (part.lengths().size() != bars.size()) {
        throw new IllegalArgumentException(
            "'%s' has %d lengths for %d bars"
                .formatted(part.name(), part.lengths().size(), bars.size()));
      }
    }
  }
}
