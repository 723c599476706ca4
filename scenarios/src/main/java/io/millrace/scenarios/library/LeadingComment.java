package io.millrace.scenarios.library;

import java.util.ArrayList;
import java.util.List;

/**
 * The comment at the top of a YAML file, without its line breaks.
 *
 * @param summary its first paragraph
 * @param remarks the other paragraphs, a line each
 */
record LeadingComment(String summary, String remarks) {

  /** Both are empty where a file does not start with a comment. */
  static LeadingComment of(String yaml) {
    List<String> paragraphs = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String line : yaml.lines().takeWhile(it -> it.startsWith("#")).toList()) {
      String text = line.substring(1).strip();
      if (text.isEmpty()) {
        close(words, paragraphs);
      } else {
        words.add(text);
      }
    }
    close(words, paragraphs);
    if (paragraphs.isEmpty()) {
      return new LeadingComment("", "");
    }
    String rest = String.join("\n", paragraphs.subList(1, paragraphs.size()));
    return new LeadingComment(paragraphs.getFirst(), rest);
  }

  private static void close(List<String> words, List<String> paragraphs) {
    if (!words.isEmpty()) {
      paragraphs.add(String.join(" ", words));
      words.clear();
    }
  }
}
