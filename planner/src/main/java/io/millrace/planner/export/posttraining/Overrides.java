package io.millrace.planner.export.posttraining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Overrides of Hydra, {@code key.of.many.parts=value}, as they stand in scripts, lists and command
 * lines. What is no override is passed over; the last word about a key counts, as in Hydra.
 */
public final class Overrides {
  private static final Pattern OVERRIDE =
      Pattern.compile(
          "(?<![\\w.\"'=-])[\"']?\\+{0,2}(~?[A-Za-z_][\\w.]*)="
              + "(\\\\?'[^'\\n]*'|\"[^\"\\n]*\"|[^\\s\\\\\"']*)");

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");

  private final Map<String, String> values;

  private Overrides(Map<String, String> values) {
    this.values = values;
  }

  /** All overrides of a text. */
  public static Overrides parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher matcher = OVERRIDE.matcher(COMMENT.matcher(text).replaceAll(""));
    while (matcher.find()) {
      values.put(matcher.group(1), unquoted(matcher.group(2)));
    }
    return new Overrides(values);
  }

  private static String unquoted(String value) {
    return value.replace("\\", "").replace("'", "").replace("\"", "");
  }

  /** The value of a key, if there is one. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The positive number of a key; empty where there is none, or no number. */
  public OptionalInt number(String key) {
    return text(key)
        .filter(it -> it.matches("[1-9]\\d{0,7}"))
        .map(it -> OptionalInt.of(Integer.parseInt(it)))
        .orElseGet(OptionalInt::empty);
  }

  /** Whether the value of a key is true, as Hydra writes it. */
  public boolean flag(String key) {
    return text(key).filter(it -> it.equalsIgnoreCase("true")).isPresent();
  }

  /** Keys with a beginning, in alphabetical order. */
  public List<String> keys(String beginning) {
    return new ArrayList<>(new TreeMap<>(values).keySet())
        .stream().filter(it -> it.startsWith(beginning)).toList();
  }
}
