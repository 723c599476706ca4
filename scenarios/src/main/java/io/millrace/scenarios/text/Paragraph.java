package io.millrace.scenarios.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines. */
final class Paragraph {

  private Paragraph() {}

  /** Lines of at most some columns, unless a word is longer; later lines are indented. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
        line.append("    ").append(word);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
