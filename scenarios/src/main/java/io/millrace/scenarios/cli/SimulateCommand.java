package io.millrace.scenarios.cli;

import io.millrace.model.input.Parsed;
import io.millrace.model.report.SimulationJson;
import io.millrace.scenarios.ScenarioRun;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.scenarios.text.SimulationText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace simulate}: what a scenario would be like under its plan. */
@Command(
    name = "simulate",
    description = "Simulates a scenario under its plan: time, where it goes, memory, energy, cost.")
final class SimulateCommand implements Callable<Integer> {
  @ParentCommand private Millrace millrace;

  @Parameters(
      paramLabel = "SCENARIO",
      description = "A file, or an id that 'list scenarios' shows.")
  private String scenario;

  @Mixin private JsonOption json;

  @Option(names = "--quiet", description = "Only the headline, and no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    Terminal terminal = millrace.terminal();
    Parsed<ScenarioRun> run;
    try (ProgressLine progress =
        new ProgressLine(
            terminal.err(), "simulating " + scenario, 0, terminal.showsProgress() && !quiet)) {
      run = ScenarioRunner.bundled().run(scenario, false);
    }
    return switch (run) {
      case Parsed.Valid<ScenarioRun> valid -> show(valid.value(), terminal);
      case Parsed.Invalid<ScenarioRun> invalid ->
          millrace.issues().print(scenario, invalid.issues());
    };
  }

  private int show(ScenarioRun run, Terminal terminal) {
    json.write(SimulationJson.of(run.report()), terminal.out());
    if (!json.replacesText()) {
      terminal
          .out()
          .print(
              quiet
                  ? SimulationText.brief(run, terminal.palette())
                  : SimulationText.of(run, terminal.palette()));
    }
    return run.report().feasible() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
