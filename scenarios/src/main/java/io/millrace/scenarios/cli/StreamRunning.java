package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.streams.StreamJson;
import io.millrace.model.streams.StreamReader;
import io.millrace.model.streams.StreamReport;
import io.millrace.model.streams.StreamScenario;
import io.millrace.scenarios.text.StreamText;
import io.millrace.simulator.StreamSimulator;
import java.util.List;
import java.util.Optional;

/** {@code millrace simulate} for workers joined by streams. */
final class StreamRunning {
  private final Millrace millrace;
  private final JsonOption json;
  private final Optional<OutputFile> trace;
  private final boolean quiet;

  /**
   * With the options of the command.
   *
   * @param trace asked for, but not to be had: single steps of thousands of workers say nothing
   */
  StreamRunning(Millrace millrace, JsonOption json, Optional<OutputFile> trace, boolean quiet) {
    this.millrace = millrace;
    this.json = json;
    this.trace = trace;
    this.quiet = quiet;
  }

  int run(String name, Document document) {
    if (trace.isPresent()) {
      Issue issue = new Issue("--trace", "is not written for workloads of streams", "leave it out");
      return millrace.issues().print(name, List.of(issue));
    }
    return switch (StreamReader.bundled().read(document)) {
      case Parsed.Valid<StreamScenario> valid -> show(name, valid.value());
      case Parsed.Invalid<StreamScenario> invalid ->
          millrace.issues().print(name, invalid.issues());
    };
  }

  private int show(String name, StreamScenario scenario) {
    Terminal terminal = millrace.terminal();
    StreamReport report;
    try (ProgressLine _ =
        new ProgressLine(
            terminal.err(), "simulating " + name, 0, terminal.showsProgress() && !quiet)) {
      report = StreamSimulator.eventByEvent().simulate(scenario);
    }
    String text =
        quiet
            ? StreamText.brief(report, terminal.palette())
            : StreamText.of(scenario, report, terminal.palette());
    json.show(StreamJson.of(report), text, terminal.out());
    return report.feasible() ? ExitStatus.FINE : ExitStatus.INFEASIBLE;
  }
}
