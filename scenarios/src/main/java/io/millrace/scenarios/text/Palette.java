package io.millrace.scenarios.text;

/** How text is emphasised: by the colours of a terminal, or not at all. */
public enum Palette {
  /** For files, pipes and people who set {@code NO_COLOR}. */
  PLAIN,
  /** With the escape sequences of ECMA-48, which every terminal of today understands. */
  COLOURS;

  private static final String ESCAPE = "\u001B[";

  String strong(String text) {
    return painted("1", text);
  }

  String faint(String text) {
    return painted("2", text);
  }

  String good(String text) {
    return painted("32", text);
  }

  /** What needs attention: an issue, a large error. */
  public String bad(String text) {
    return painted("31", text);
  }

  String computing(String text) {
    return painted("36", text);
  }

  String communicating(String text) {
    return painted("33", text);
  }

  String waiting(String text) {
    return painted("35", text);
  }

  private String painted(String colour, String text) {
    return this == PLAIN || text.isBlank() ? text : ESCAPE + colour + "m" + text + ESCAPE + "0m";
  }

  /** How many columns a text takes, colours not counted. */
  static int width(String text) {
    String visible = text.replaceAll(ESCAPE.replace("[", "\\[") + "[0-9]+m", "");
    return visible.codePointCount(0, visible.length());
  }
}
