package io.millrace.ui.runs;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.util.List;

/** Reads scenarios that people type: none of them gets at a file of the server. */
public final class ScenarioTexts {
  /** Characters of a scenario; the longest that ship have some thousands. */
  private static final int LONGEST = 1 << 20;

  private final ScenarioReader reader = ScenarioReader.bundled();

  /** Reads a scenario in YAML or JSON. */
  public Parsed<Scenario> read(String text) {
    if (text.length() > LONGEST) {
      return new Parsed.Invalid<>(
          List.of(
              new Issue(Issue.WHOLE, "is longer than a mebibyte", "a scenario has some lines")));
    }
    boolean json = text.stripLeading().startsWith("{");
    return Document.parse(text, json).then(reader::read);
  }
}
