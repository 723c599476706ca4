package io.millrace.model.megatron;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script and how far it was read. */
final class ShellText {
  private final String text;
  private int at;

  ShellText(String text) {
    this.text = text.replace("\r\n", "\n");
  }

  boolean atEnd() {
    return at >= text.length();
  }

  int at() {
    return at;
  }

  char peek() {
    return text.charAt(at);
  }

  /** Whether a text comes next. */
  boolean comes(String next) {
    return text.startsWith(next, at);
  }

  char next() {
    return text.charAt(at++);
  }

  void skip(int characters) {
    at = Math.min(text.length(), at + characters);
  }

  /** A matcher that looks at what comes next. */
  Matcher match(Pattern pattern) {
    return pattern.matcher(text).region(at, text.length());
  }

  /** Goes over spaces, tabs and lines that are continued. */
  void skipBlanks() {
    while (!atEnd()) {
      if (comes("\\\n")) {
        at += 2;
      } else if (peek() == ' ' || peek() == '\t') {
        at++;
      } else {
        return;
      }
    }
  }

  /** Goes to the end of the line. */
  void skipLine() {
    while (!atEnd() && peek() != '\n') {
      at++;
    }
  }

  /** Goes behind a line that holds nothing but a word: the end of a text within the script. */
  void skipUntilLine(String word) {
    while (!atEnd()) {
      skipLine();
      skip(1);
      int start = at;
      skipLine();
      if (text.substring(start, at).strip().equals(word)) {
        return;
      }
      at = start;
    }
  }

  /** What stands before a closing character, nested pairs included, which is read as well. */
  String until(char opening, char closing) {
    int depth = 1;
    int start = at;
    while (!atEnd()) {
      char next = next();
      depth += next == opening ? 1 : next == closing ? -1 : 0;
      if (depth == 0) {
        return text.substring(start, at - 1);
      }
    }
    return text.substring(start);
  }
}
