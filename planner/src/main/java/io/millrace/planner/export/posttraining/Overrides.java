package io.millrace.planner.export.posttraining;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
  private final Set<Issue> misread = new LinkedHashSet<>();
  private final Set<String> asked = new HashSet<>();

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
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  /**
   * The positive number of a key; empty where there is none, or {@code null}, or no number, which
   * {@link #misread} then tells.
   */
  public OptionalInt number(String key) {
    Optional<String> text = text(key).filter(it -> !it.equals("null"));
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.get().matches("[1-9]\\d{0,7}")) {
      misread.add(
          new Issue(key, "'" + text.get() + "' is no positive number", "fill variables in first"));
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }

  /** An issue for each value that was asked for as a number and is none. */
  public void misread(Issues issues) {
    misread.forEach(issues::add);
  }

  /** Keys for whose values nobody has asked, in alphabetical order. */
  public List<String> unread() {
    return keys("").stream().filter(it -> !asked.contains(it)).toList();
  }

  /** Whether the value of a key is true, as Hydra writes it. */
  public boolean flag(String key) {
    return text(key).filter(it -> it.equalsIgnoreCase("true")).isPresent();
  }

  /** Keys with a beginning, in alphabetical order. */
  public List<String> keys(String beginning) {
    return values.keySet().stream().filter(it -> it.startsWith(beginning)).sorted().toList();
  }
}
