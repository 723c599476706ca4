package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.model.quantity.Duration;
import io.millrace.model.quantity.QuantityFormatException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts on the command line: {@code 15T} tokens, {@code 60d}, {@code 5M USD/year}. */
final class Amounts {
  private static final Pattern COUNT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([kKMGBT]?)");
  private static final Map<String, Double> SIZES =
      Map.of("", 1.0, "k", 1e3, "K", 1e3, "M", 1e6, "G", 1e9, "B", 1e9, "T", 1e12);
  private static final Pattern MONEY =
      Pattern.compile("(.+?)\\s*USD\\s*/\\s*(h|hour|d|day|month|y|year)");
  private static final Map<String, Double> HOURS =
      Map.of(
          "h", 1.0, "hour", 1.0, "d", 24.0, "day", 24.0, "month", 730.5, "y", 8766.0, "year",
          8766.0);

  private final List<Issue> issues;

  /** Reads amounts; what is wrong with them is added to a list. */
  Amounts(List<Issue> issues) {
    this.issues = issues;
  }

  /** A number of things, with k, M, B (G) or T for thousand and so on. */
  double count(String option, String text) {
    OptionalDouble count = count(text);
    if (count.isEmpty()) {
      issues.add(new Issue(option, "'" + text + "' is no positive number", "such as 15T or 300B"));
    }
    return count.orElse(1);
  }

  private static OptionalDouble count(String text) {
    Matcher matcher = COUNT.matcher(text.strip());
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    double number =
        Double.parseDouble(matcher.group(1)) * SIZES.getOrDefault(matcher.group(2), 1.0);
    return number > 0 ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  /** Seconds of a time such as {@code 60d}. */
  double seconds(String option, String text) {
    return quantity(option, text, it -> Duration.parse(it).seconds(), "such as 60d or 10 s");
  }

  /** US dollars per hour of {@code 5M USD/year} or {@code 1200 USD/h}. */
  double dollarsPerHour(String option, String text) {
    Matcher matcher = MONEY.matcher(text.strip());
    OptionalDouble count = matcher.matches() ? count(matcher.group(1)) : OptionalDouble.empty();
    if (count.isEmpty()) {
      issues.add(
          new Issue(
              option, "'" + text + "' is no money per time", "such as 5M USD/year or 1200 USD/h"));
      return 1;
    }
    return count.getAsDouble() / HOURS.getOrDefault(matcher.group(2), 1.0);
  }

  /** A quantity with a unit that has to be more than nothing. */
  double quantity(String option, String text, ToDoubleFunction<String> parse, String example) {
    try {
      double amount = parse.applyAsDouble(text);
      if (amount > 0) {
        return amount;
      }
      issues.add(new Issue(option, "must be more than nothing", example));
    } catch (QuantityFormatException e) {
      issues.add(new Issue(option, String.valueOf(e.getMessage()), example));
    }
    return 1;
  }

  /** A number of things of which there has to be one. */
  void atLeastOne(String option, long number) {
    if (number < 1) {
      issues.add(new Issue(option, "must be at least 1, is " + number, ""));
    }
  }

  /** An optional count; one that is not given stays so. */
  OptionalDouble optionalCount(String option, @Nullable String text) {
    return text == null ? OptionalDouble.empty() : OptionalDouble.of(count(option, text));
  }

  /** When to end a search; one that is not given does not end it. */
  Optional<java.time.Duration> timeLimit(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    double seconds =
        quantity("--time-limit", text, it -> Duration.parse(it).seconds(), "such as 10s");
    return Optional.of(java.time.Duration.ofNanos(Math.round(seconds * 1e9)));
  }
}
