package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.planfile.PostTrainingPlanFileReader;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepJson;
import io.millrace.model.posttraining.StepReport;
import io.millrace.scenarios.text.StepText;
import io.millrace.simulator.PostTrainingEstimator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code millrace simulate} for scenarios of post-training. */
final class StepSimulation {
  private final Millrace millrace;
  private final JsonOption json;
  private final Calibration calibration;
  private final boolean quiet;

  StepSimulation(Millrace millrace, JsonOption json, Calibration calibration, boolean quiet) {
    this.millrace = millrace;
    this.json = json;
    this.calibration = calibration;
    this.quiet = quiet;
  }

  /** The document of a file, if it is a scenario or a plan of post-training. */
  static Optional<Document> document(String file) {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path)
          || !(Document.read(path) instanceof Parsed.Valid<Document> valid)) {
        return Optional.empty();
      }
      return Optional.of(valid.value()).filter(StepSimulation::isOfPostTraining);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isOfPostTraining(Document document) {
    return PostTrainingPlanFileReader.isPlan(document)
        || PostTrainingReader.reads(Fields.of(document, new Issues()));
  }

  /** The scenario of such a document; that of a plan has the plan. */
  static Parsed<PostTrainingScenario> read(String file, Document document) {
    if (PostTrainingPlanFileReader.isPlan(document)) {
      return PostTrainingPlanFileReader.bundled()
          .read(document)
          .then(it -> new Parsed.Valid<>(it.scenario()));
    }
    Path parent = Path.of(file).toAbsolutePath().getParent();
    Path folder = parent == null ? Path.of("") : parent;
    return PostTrainingReader.bundled().read(document, folder);
  }

  int run(String name, Document document) {
    return switch (read(name, document)) {
      case Parsed.Valid<PostTrainingScenario> valid -> show(name, valid.value());
      case Parsed.Invalid<PostTrainingScenario> invalid ->
          millrace.issues().print(name, invalid.issues());
    };
  }

  private int show(String name, PostTrainingScenario scenario) {
    if (scenario.plan().isEmpty()) {
      Issue issue = new Issue("plan", "is missing", "say where each call runs");
      return millrace.issues().print(name, List.of(issue));
    }
    StepReport report =
        PostTrainingEstimator.with(calibration, RangeMethod.firstOrder())
            .estimate(scenario, scenario.plan().get());
    Terminal terminal = millrace.terminal();
    String text =
        quiet
            ? StepText.brief(scenario, report, terminal.palette())
            : StepText.of(scenario, report, terminal.palette());
    json.show(StepJson.of(report), text, terminal.out());
    return report.feasible() ? ExitStatus.FINE : ExitStatus.INFEASIBLE;
  }
}
