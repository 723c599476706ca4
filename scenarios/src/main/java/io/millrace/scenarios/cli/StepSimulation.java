package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepJson;
import io.millrace.model.posttraining.StepReport;
import io.millrace.scenarios.text.StepText;
import io.millrace.simulator.PostTrainingEstimator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
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

  /** The document of a file, if it is one of post-training. */
  static Optional<Document> document(String file) {
    return PostTrainingDocuments.find(file);
  }

  /** The scenario of such a document. */
  static Parsed<PostTrainingScenario> read(String file, Document document) {
    return PostTrainingDocuments.scenario(file, document);
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
