package io.millrace.scenarios.svg;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An element of a picture: a tag, attributes in the order they were given, and either text or other
 * elements.
 */
public final class SvgElement {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  /** Digits after the point of coordinates: a tenth of a pixel cannot be seen. */
  private static final int DECIMALS = 1;

  private final String tag;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<SvgElement> children = new ArrayList<>();
  private String text = "";

  private SvgElement(String tag) {
    this.tag = tag;
  }

  /** An element without attributes. */
  public static SvgElement of(String tag) {
    return new SvgElement(tag);
  }

  /** The outermost element of a picture of some size in pixels. */
  public static SvgElement picture(int width, int height) {
    return of("svg")
        .with("xmlns", NAMESPACE)
        .with("viewBox", "0 0 " + width + " " + height)
        .with("width", width)
        .with("height", height);
  }

  /** Sets an attribute. */
  public SvgElement with(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  /** Sets a coordinate or a length. */
  public SvgElement with(String name, double value) {
    return with(name, number(value));
  }

  /** Adds an element at the end. */
  public SvgElement add(SvgElement child) {
    children.add(child);
    return this;
  }

  /** Sets the text, which stands before any other element. */
  public SvgElement text(String content) {
    text = content;
    return this;
  }

  /** A coordinate as pictures write it: {@code 12.3}, {@code 12}. */
  public static String number(double value) {
    BigDecimal rounded =
        new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  /** The element as text, two spaces a level, ending with a line feed. */
  public String write() {
    StringBuilder out = new StringBuilder();
    write(out, 0);
    return out.toString();
  }

  private void write(StringBuilder out, int level) {
    String indent = "  ".repeat(level);
    out.append(indent).append('<').append(tag);
    attributes.forEach(
        (name, value) ->
            out.append(' ').append(name).append("=\"").append(escaped(value)).append('"'));
    if (children.isEmpty() && text.isEmpty()) {
      out.append("/>\n");
      return;
    }
    out.append('>').append(escaped(text));
    if (!children.isEmpty()) {
      out.append('\n');
      children.forEach(child -> child.write(out, level + 1));
      out.append(indent);
    }
    out.append("</").append(tag).append(">\n");
  }

  /** Without what XML takes for markup, and without control characters, which it forbids. */
  private static String escaped(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
