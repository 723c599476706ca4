package io.millrace.scenarios.check;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.scenario.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What cases can have in common. */
public enum Grouping {
  /** Where they come from. */
  FAMILY("", it -> "", it -> ""),
  /** The device. */
  DEVICE("", it -> it.cluster().device().id(), it -> it.cluster().device().id()),
  /** The software line. */
  FRAMEWORK("", it -> it.framework().id(), it -> it.framework().id()),
  /** The format of matrix products and its scaling. */
  PRECISION("", it -> it.workload().precision().key(), it -> it.workload().precision().key()),
  /** Whether a model routes tokens to experts. */
  KIND(
      "kind of model",
      it -> kind(it.model().hasExperts()),
      it -> kind(it.models().values().stream().anyMatch(ModelArchitecture::hasExperts)));

  private final String label;
  private final Function<Scenario, String> ofTraining;
  private final Function<PostTrainingScenario, String> ofPostTraining;

  Grouping(
      String label,
      Function<Scenario, String> ofTraining,
      Function<PostTrainingScenario, String> ofPostTraining) {
    this.label = label;
    this.ofTraining = ofTraining;
    this.ofPostTraining = ofPostTraining;
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
    return this == FAMILY
        ? predicted.family()
        : predicted
            .source()
            .scenario()
            .map(ofTraining)
            .or(() -> predicted.source().postTraining().map(ofPostTraining))
            .orElse("");
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

  private static String kind(boolean experts) {
    return experts ? "mixture of experts" : "dense";
  }
}
