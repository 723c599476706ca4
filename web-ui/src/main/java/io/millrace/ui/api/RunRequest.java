package io.millrace.ui.api;

import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.scenarios.Question;
import io.millrace.ui.runs.RunKind;
import io.millrace.ui.runs.ScenarioTexts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A question as programs ask it.
 *
 * @param kind what to compute
 * @param title what its owner calls it
 * @param scenario in YAML or JSON
 */
record RunRequest(RunKind kind, String title, String scenario) {
  private static final List<RunKind> KINDS = List.of(RunKind.SIMULATION, RunKind.PLANNING);

  /** Letters of a title, as the database keeps them. */
  private static final int LONGEST_TITLE = 200;

  /**
   * Reads it, the scenario included.
   *
   * @throws ProblemException with everything that is wrong
   */
  static RunRequest read(RequestDocument document, ScenarioTexts texts) {
    return document.as(
        (fields, issues) -> {
          Optional<RunKind> kind = kind(fields);
          Optional<String> title = title(fields);
          Optional<String> text = document.scenario(fields);
          Optional<Question> scenario = text.flatMap(it -> scenario(texts, it, issues));
          return fields.build(
              () ->
                  new RunRequest(
                      kind.orElseThrow(),
                      title.orElseGet(() -> shortened(scenario.orElseThrow().name())),
                      text.orElseThrow()));
        });
  }

  private static Optional<RunKind> kind(Fields fields) {
    if (!fields.has("kind")) {
      fields.issue(
          "kind",
          "is missing",
          "give " + KINDS.stream().map(RunKind::key).collect(Collectors.joining(" or ")));
    }
    return fields.optionalChoice("kind", KINDS, RunKind::key);
  }

  private static Optional<String> title(Fields fields) {
    Optional<String> title = fields.optionalText("title").filter(it -> !it.isBlank());
    if (title.filter(it -> it.length() > LONGEST_TITLE).isPresent()) {
      fields.issue("title", "is longer than " + LONGEST_TITLE + " letters", "");
    }
    if (title.filter(it -> it.chars().anyMatch(Character::isISOControl)).isPresent()) {
      fields.issue("title", "has a character that is no letter, digit or sign", "");
    }
    return title;
  }

  private static Optional<Question> scenario(ScenarioTexts texts, String text, Issues issues) {
    return switch (texts.question(text)) {
      case Parsed.Valid<Question> valid -> Optional.of(valid.value());
      case Parsed.Invalid<Question> invalid -> {
        invalid.issues().stream().map(RequestDocument.withinScenario()).forEach(issues::add);
        yield Optional.empty();
      }
    };
  }

  private static String shortened(String name) {
    String line = name.replaceAll("\\p{Cntrl}+", " ");
    return line.substring(0, Math.min(line.length(), LONGEST_TITLE));
  }
}
