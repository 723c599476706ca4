package io.millrace.model.input;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant: the known word with the fewest edits. */
public final class NearestWord {
  /** Longer texts are no misspelt words. */
  private static final int LONGEST = 100;

  private NearestWord() {}

  /**
   * The nearest known word, if one is near enough: at most a third of its letters are different
   * (Damerau-Levenshtein distance, ignoring case), or it contains the word.
   */
  public static Optional<String> find(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : known) {
      int edits = distance(simplify(word), simplify(candidate));
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    if (best != null && fewest <= Math.max(1, best.length() / 3)) {
      return Optional.of(best);
    }
    return word.length() < 3
        ? Optional.empty()
        : known.stream().filter(it -> simplify(it).contains(simplify(word))).findFirst();
  }

  /**
   * The known word that somebody mistyped: at most two letters are different, and less than a fifth
   * of them, so that a word of its own is not taken for a slip.
   */
  public static Optional<String> slip(String word, Collection<String> known) {
    return find(word, known)
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
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
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
