package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.PostTrainingRun;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepJson;
import io.millrace.model.posttraining.StepReport;
import io.millrace.scenarios.StepRun;
import io.millrace.scenarios.StepRunner;
import io.millrace.scenarios.text.RunText;
import io.millrace.scenarios.text.StepText;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.report.RunTrace;
import java.util.Optional;

/** {@code millrace simulate} for scenarios of post-training. */
final class StepSimulation {
  private final Millrace millrace;
  private final JsonOption json;
  private final Optional<OutputFile> trace;
  private final Calibration calibration;
  private final boolean quiet;

  /**
   * With the options of the command.
   *
   * @param trace gets what ran when, if it was asked for
   */
  StepSimulation(
      Millrace millrace,
      JsonOption json,
      Optional<OutputFile> trace,
      Calibration calibration,
      boolean quiet) {
    this.millrace = millrace;
    this.json = json;
    this.trace = trace;
    this.calibration = calibration;
    this.quiet = quiet;
  }

  int run(String name, Document document) {
    return switch (PostTrainingDocuments.scenario(name, document)) {
      case Parsed.Valid<PostTrainingScenario> valid -> show(name, valid.value());
      case Parsed.Invalid<PostTrainingScenario> invalid ->
          millrace.issues().print(name, invalid.issues());
    };
  }

  private int show(String name, PostTrainingScenario scenario) {
    return switch (StepRunner.with(calibration).run(scenario)) {
      case Parsed.Valid<StepRun> valid -> show(valid.value());
      case Parsed.Invalid<StepRun> invalid -> millrace.issues().print(name, invalid.issues());
    };
  }

  private int show(StepRun step) {
    PostTrainingScenario scenario = step.scenario();
    StepReport report = step.report();
    PostTrainingRun run = step.run();
    Terminal terminal = millrace.terminal();
    String text =
        quiet
            ? StepText.brief(scenario, report, terminal.palette())
            : StepText.of(scenario, report, terminal.palette())
                + RunText.of(report, run, terminal.palette());
    trace.ifPresent(
        file -> file.write("--trace", out -> RunTrace.write(run, report.scenario(), out)));
    json.show(StepJson.of(report, run), text, terminal.out());
    return report.feasible() ? ExitStatus.FINE : ExitStatus.INFEASIBLE;
  }
}
