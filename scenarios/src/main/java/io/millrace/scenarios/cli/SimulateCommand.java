package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.model.report.SimulationJson;
import io.millrace.scenarios.ScenarioRun;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.scenarios.text.SimulationText;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.range.RangeMethod;
import io.millrace.simulator.report.ChromeTrace;
import io.millrace.simulator.report.Timeline;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

  @Mixin private ParameterFiles parameters;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write what ran when, for ui.perfetto.dev or chrome://tracing.")
  private @Nullable OutputFile trace;

  @Option(names = "--quiet", description = "Only the headline, and no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    Terminal terminal = millrace.terminal();
    Optional<Document> step = PostTrainingDocuments.find(scenario);
    if (step.isPresent()) {
      return new StepSimulation(
              millrace, json, Optional.ofNullable(trace), parameters.calibration(), quiet)
          .run(scenario, step.get());
    }
    Optional<Document> streams = StreamDocuments.find(scenario);
    if (streams.isPresent()) {
      return new StreamRunning(millrace, json, Optional.ofNullable(trace), quiet)
          .run(scenario, streams.get());
    }
    ScenarioRunner runner =
        ScenarioRunner.with(Simulator.with(parameters.calibration(), RangeMethod.firstOrder()));
    Parsed<ScenarioRun> run;
    try (ProgressLine _ =
        new ProgressLine(
            terminal.err(), "simulating " + scenario, 0, terminal.showsProgress() && !quiet)) {
      run = runner.run(scenario, trace != null);
    }
    return switch (run) {
      case Parsed.Valid<ScenarioRun> valid -> show(valid.value(), terminal);
      case Parsed.Invalid<ScenarioRun> invalid ->
          millrace.issues().print(scenario, invalid.issues());
    };
  }

  private int show(ScenarioRun run, Terminal terminal) {
    json.write(SimulationJson.of(run.report()), terminal.out());
    run.timeline().ifPresent(timeline -> writeTrace(timeline, run.report().scenario()));
    if (!json.replacesText()) {
      terminal
          .out()
          .print(
              quiet
                  ? SimulationText.brief(run, terminal.palette())
                  : SimulationText.of(run, terminal.palette()));
    }
    return run.report().feasible() ? ExitStatus.FINE : ExitStatus.INFEASIBLE;
  }

  private void writeTrace(Timeline timeline, String title) {
    if (trace != null) {
      trace.write("--trace", out -> ChromeTrace.write(timeline, title, out));
    }
  }
}
