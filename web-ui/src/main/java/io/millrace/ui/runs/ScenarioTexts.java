package io.millrace.ui.runs;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.scenarios.Question;
import io.millrace.scenarios.QuestionReader;
import java.util.List;

/** Reads scenarios that people type: none of them gets at a file of the server. */
public final class ScenarioTexts {
  /** Characters of a scenario; the longest that ship have some thousands. */
  private static final int LONGEST = 1 << 20;

  private final ScenarioReader training = ScenarioReader.bundled();
  private final QuestionReader questions = QuestionReader.bundled();

  /** Reads a scenario of training in YAML or JSON; other workloads are issues. */
  public Parsed<Scenario> read(String text) {
    return document(text).then(training::read);
  }

  /** Reads a scenario of any workload in YAML or JSON. */
  public Parsed<Question> question(String text) {
    return document(text).then(questions::read);
  }

  /** Reads a text in YAML or JSON that is no longer than any may be. */
  public static Parsed<Document> document(String text) {
    if (text.length() > LONGEST) {
      return new Parsed.Invalid<>(
          List.of(
              new Issue(Issue.WHOLE, "is longer than a mebibyte", "a scenario has some lines")));
    }
    boolean json = text.stripLeading().startsWith("{");
    return Document.parse(text, json);
  }
}
