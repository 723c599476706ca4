package io.millrace.model.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The order of layers as text: names separated by blanks, {@code name*3} for repetitions and {@code
 * (a b)*12} for repeated groups.
 */
final class LayerPattern {
  /** Groups inside groups; written patterns have at most two levels. */
  private static final int DEEPEST = 16;

  private final String text;
  private final int most;
  private int at;

  private LayerPattern(String text, int most) {
    this.text = text;
    this.most = most;
  }

  /**
   * The names in their order.
   *
   * @throws IllegalArgumentException if the text is no pattern or has more names than allowed
   */
  static List<String> parse(String text, int most) {
    LayerPattern pattern = new LayerPattern(text, most);
    List<String> names = pattern.sequence(0);
    if (pattern.at < text.length()) {
      throw pattern.wrong("a ')' without its '('");
    }
    return names;
  }

  private List<String> sequence(int depth) {
    List<String> names = new ArrayList<>();
    skipBlanks();
    while (at < text.length() && text.charAt(at) != ')') {
      List<String> item = item(depth);
      int times = repetitions();
      if ((long) names.size() + (long) item.size() * times > most) {
        throw new IllegalArgumentException("describes more than " + most + " layers");
      }
      for (int i = 0; i < times; i++) {
        names.addAll(item);
      }
      skipBlanks();
    }
    return names;
  }

  private List<String> item(int depth) {
    if (text.charAt(at) != '(') {
      return List.of(name());
    }
    if (depth == DEEPEST) {
      throw wrong("groups more than " + DEEPEST + " deep");
    }
    at++;
    List<String> group = sequence(depth + 1);
    if (at == text.length()) {
      throw wrong("a '(' without its ')'");
    }
    at++;
    return group;
  }

  private String name() {
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw wrong("'" + text.charAt(at) + "' where the name of a layer was expected");
    }
    return text.substring(start, at);
  }

  private int repetitions() {
    if (at == text.length() || text.charAt(at) != '*') {
      return 1;
    }
    int start = ++at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    String digits = text.substring(start, at);
    if (digits.isEmpty() || digits.length() > 6) {
      throw wrong("'*' without a number of repetitions");
    }
    return Integer.parseInt(digits);
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("has " + what + " at character " + (at + 1));
  }

  /**
   * A short text for a list of names: at each place the repetition that covers most, the shortest
   * of equal ones.
   */
  static String print(List<String> names) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start < names.size()) {
      int period = 1;
      int times = 1;
      for (int length = 1; length <= (names.size() - start) / 2; length++) {
        int found = repetitions(names, start, length);
        if (found > 1 && found * length > (times > 1 ? times * period : 0)) {
          period = length;
          times = found;
        }
      }
      List<String> unit = names.subList(start, start + period);
      parts.add(times == 1 ? unit.getFirst() : repeated(unit, times));
      start += period * times;
    }
    return String.join(" ", parts);
  }

  private static String repeated(List<String> unit, int times) {
    Function<String, String> group = it -> unit.size() == 1 ? it : "(" + it + ")";
    return group.apply(print(unit)) + "*" + times;
  }

  private static int repetitions(List<String> names, int start, int length) {
    int end = start + length;
    while (end < names.size() && names.get(end).equals(names.get(end - length))) {
      end++;
    }
    return (end - start) / length;
  }
}
