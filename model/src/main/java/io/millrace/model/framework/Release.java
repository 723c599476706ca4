package io.millrace.model.framework;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The order of releases such as {@code 26.04.01} and {@code v24.11.1}: by their numbers. */
final class Release {
  static final Comparator<String> COMPARATOR = Release::compare;

  private Release() {}

  private static int compare(String one, String other) {
    List<BigInteger> left = numbers(one);
    List<BigInteger> right = numbers(other);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = left.get(i).compareTo(right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static List<BigInteger> numbers(String release) {
    return Arrays.stream(release.split("\\D+"))
        .filter(it -> !it.isEmpty())
        .map(BigInteger::new)
        .toList();
  }
}
