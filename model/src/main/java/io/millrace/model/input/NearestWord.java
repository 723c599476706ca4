package io.millrace.model.input;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what somebody may have meant: the known word with the fewest edits. */
public final class NearestWord {
  /** Longer texts are no misspelt words. */
  private static final int LONGEST = 100;

  /** Of shorter words, any name may happen to contain one. */
  private static final int SHORTEST = 3;

  private static final Pattern SEPARATORS = Pattern.compile("[-_. ]");

  private NearestWord() {}

  /**
   * The nearest known word, if one is near enough: it has the word between its dashes, at most a
   * third of its letters are different (Damerau-Levenshtein distance, ignoring case), it contains
   * the word, or abbreviates it.
   */
  public static Optional<String> find(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    Optional<String> mistyped = mistyped(word, known);
    if (word.length() < SHORTEST || mistyped.filter(it -> isSame(word, it)).isPresent()) {
      return mistyped;
    }
    return first(known, it -> hasPart(it, word))
        .or(() -> mistyped)
        .or(() -> first(known, it -> simplify(it).contains(simplify(word))))
        .or(() -> first(known, it -> abbreviates(simplify(it), simplify(word))));
  }

  private static Optional<String> first(Collection<String> known, Predicate<String> meant) {
    return known.stream().filter(meant).findFirst();
  }

  private static boolean isSame(String word, String other) {
    return simplify(word).equals(simplify(other));
  }

  /** Whether a name such as {@code hgx-h20} has the word between its dashes. */
  private static boolean hasPart(String name, String word) {
    return Stream.of(SEPARATORS.split(name)).anyMatch(word::equalsIgnoreCase);
  }

  /** Whether a word such as {@code bfloat16} is {@code bf16} with letters put into its middle. */
  private static boolean abbreviates(String known, String word) {
    int ends = SHORTEST - 1;
    if (known.length() < 2 * ends
        || !word.startsWith(known.substring(0, ends))
        || !word.endsWith(known.substring(known.length() - ends))) {
      return false;
    }
    int found = 0;
    for (int at = 0; at < word.length() && found < known.length(); at++) {
      found += word.charAt(at) == known.charAt(found) ? 1 : 0;
    }
    return found == known.length();
  }

  private static Optional<String> mistyped(String word, Collection<String> known) {
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : known) {
      int edits = distance(simplify(word), simplify(candidate));
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return best != null && fewest <= Math.max(1, best.length() / 3)
        ? Optional.of(best)
        : Optional.empty();
  }

  /**
   * The known word that somebody mistyped: at most two letters are different, and less than a fifth
   * of them, so that a word of its own is not taken for a slip.
   */
  public static Optional<String> slip(String word, Collection<String> known) {
    return word.length() > LONGEST
        ? Optional.empty()
        : mistyped(word, known)
            .filter(it -> distance(simplify(word), simplify(it)) <= Math.min(2, it.length() / 5));
  }

  /** A hint that names the nearest known word, or all known words when there are few. */
  public static String hint(String word, Collection<String> known) {
    Optional<String> nearest = find(word, known);
    if (nearest.isPresent()) {
      return "Maybe '" + nearest.get() + "'?";
    }
    return known.size() <= 30 ? "Known: " + String.join(", ", known) : "";
  }

  private static String simplify(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll(SEPARATORS.pattern(), "");
  }

  private static int distance(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = edits[i - 1][j - 1] + (same ? 0 : 1);
        least = Math.min(least, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          least = Math.min(least, edits[i - 2][j - 2] + 1);
        }
        edits[i][j] = least;
      }
    }
    return edits[from.length()][to.length()];
  }
}
