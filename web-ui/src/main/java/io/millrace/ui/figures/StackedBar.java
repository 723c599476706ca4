package io.millrace.ui.figures;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;

/**
 * Parts of a whole side by side in one bar. It shows no text and is hidden from screen readers:
 * whoever places it says the same in words beside it.
 */
public final class StackedBar extends Div {

  /**
   * A part of the bar.
   *
   * @param key decides its colour, see the style sheet
   * @param share of the bar's full length, at most one in all
   * @param hint for whoever points at it
   */
  public record Part(String key, double share, String hint) {}

  /** A bar of parts. */
  public StackedBar(List<Part> parts) {
    addClassName("bar");
    getElement().setAttribute("aria-hidden", "true");
    for (Part part : parts) {
      Div segment = new Div();
      segment.addClassNames("bar-part", "part-" + part.key());
      segment.setWidth(String.format(Locale.ROOT, "%.3f%%", part.share() * 100));
      segment.setTitle(part.hint());
      add(segment);
    }
  }

  /** The colour of a part, for a legend. */
  public static Span swatch(String key) {
    Span swatch = new Span();
    swatch.addClassNames("swatch", "part-" + key);
    swatch.getElement().setAttribute("aria-hidden", "true");
    return swatch;
  }
}
