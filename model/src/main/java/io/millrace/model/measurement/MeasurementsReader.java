package io.millrace.model.measurement;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.scenario.Measured;
import io.millrace.model.scenario.MeasuredReader;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code measurements/1} files. A file that is no such file is refused; a single case that
 * cannot be read is kept with its issues, so that it is counted and never stops the run.
 */
public final class MeasurementsReader {
  /** The name of the format. */
  public static final String FORMAT = "measurements/1";

  private final ScenarioReader scenarios;
  private final PostTrainingReader postTraining;

  /** Reads the cases' scenarios with a reader, those of post-training with the bundled one. */
  public MeasurementsReader(ScenarioReader scenarios) {
    this.scenarios = scenarios;
    this.postTraining = PostTrainingReader.bundled();
  }

  /** Reads a file. */
  public Parsed<List<MeasuredCase>> read(Path file) {
    return Document.read(file).then(this::read);
  }

  /** Reads a document, for measurements that do not lie in a file. */
  public Parsed<List<MeasuredCase>> read(Document document) {
    Issues issues = new Issues();
    Fields root = Fields.of(document, issues);
    String format = root.text("format");
    if (root.has("format") && !format.equals(FORMAT)) {
      root.issue("format", "is '" + format + "', not '" + FORMAT + "'", "");
    }
    List<MeasuredCase> cases = new ArrayList<>();
    if (!root.has("cases")) {
      root.issue("cases", "is missing", "give a list of measured cases");
    } else if (!document.root().get("cases").isArray()) {
      root.issue("cases", "expected a list", "");
    } else {
      int index = 0;
      for (JsonNode node : document.root().get("cases")) {
        cases.add(readCase(node, "cases[" + index + "]"));
        index++;
      }
    }
    root.refuseUnknownKeys();
    return issues.result(() -> List.copyOf(cases));
  }

  /** Paths within a case start at the case, which its id names. */
  private MeasuredCase readCase(JsonNode node, String position) {
    Issues issues = new Issues();
    Fields fields = Fields.of(node, "", issues);
    String id = fields.text("id", position);
    String family = fields.text("family", "none");
    boolean superseded = fields.flag("superseded", false);
    String source = fields.optionalObject("source").map(MeasurementsReader::source).orElse("");
    Optional<Measured> measured =
        fields.object("measured").flatMap(it -> MeasuredReader.read(it, source));
    if (PostTrainingReader.reads(fields)) {
      Optional<PostTrainingScenario> step =
          measured.flatMap(it -> postTraining.readMeasuredCase(fields, id, it));
      return new MeasuredCase(
          id,
          family,
          superseded,
          Optional.empty(),
          step.filter(it -> issues.isEmpty()),
          issues.list());
    }
    Optional<Scenario> scenario =
        measured.flatMap(it -> scenarios.readMeasuredCase(fields, id, it));
    return new MeasuredCase(
        id,
        family,
        superseded,
        scenario.filter(it -> issues.isEmpty()),
        Optional.empty(),
        issues.list());
  }

  private static String source(Fields fields) {
    String title = fields.text("title");
    String where = fields.text("where", "");
    fields.texts("missing");
    fields.optionalText("measuredOn");
    fields.refuseUnknownKeys();
    return where.isEmpty() ? title : title + "; " + where;
  }
}
