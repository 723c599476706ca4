package io.millrace.scenarios.check;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.scenario.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What cases can have in common. */
public enum Grouping {
  /** Where they come from. */
  FAMILY("", scenario -> ""),
  /** The device. */
  DEVICE("", scenario -> scenario.cluster().device().id()),
  /** The software line. */
  FRAMEWORK("", scenario -> scenario.framework().id()),
  /** The format of matrix products and its scaling. */
  PRECISION("", scenario -> scenario.workload().precision().key()),
  /** Whether the model routes tokens to experts. */
  KIND("kind of model", scenario -> kind(scenario.model()));

  private final String label;
  private final Function<Scenario, String> group;

  Grouping(String label, Function<Scenario, String> group) {
    this.label = label;
    this.group = group;
  }

  /** The name in options and files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name for people. */
  public String label() {
    return label.isEmpty() ? key() : label;
  }

  /** The group of a case. */
  public String of(CaseResult.Predicted predicted) {
    return this == FAMILY ? predicted.family() : group.apply(predicted.scenario());
  }

  /**
   * The grouping that an option names.
   *
   * @throws InvalidInputException if there is none of that name
   */
  public static Grouping of(String option, String key) {
    List<String> known = Arrays.stream(values()).map(Grouping::key).toList();
    int index = known.indexOf(key);
    if (index < 0) {
      throw new InvalidInputException(
          new Issue(
              option,
              "'" + key + "' is none of " + String.join(", ", known),
              NearestWord.find(key, known).map(it -> "Maybe '" + it + "'?").orElse("")));
    }
    return values()[index];
  }

  private static String kind(ModelArchitecture model) {
    return model.hasExperts() ? "mixture of experts" : "dense";
  }
}
