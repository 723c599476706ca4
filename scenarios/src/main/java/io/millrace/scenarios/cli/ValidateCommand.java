package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.model.streams.StreamReader;
import io.millrace.scenarios.ScenarioRunner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace validate}: every issue of some scenarios, without simulating them. */
@Command(name = "validate", description = "Reads scenarios and lists every issue in them.")
final class ValidateCommand implements Callable<Integer> {
  @ParentCommand private Millrace millrace;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "1..*",
      description = "Files, or ids that 'list scenarios' shows.")
  private List<String> scenarios;

  @Override
  public Integer call() {
    ScenarioRunner runner = ScenarioRunner.bundled();
    int status = ExitStatus.FINE;
    for (String scenario : scenarios) {
      switch (read(runner, scenario)) {
        case Parsed.Valid<?> valid -> millrace.terminal().out().println(scenario + ": ok");
        case Parsed.Invalid<?> invalid -> {
          millrace.terminal().out().flush();
          status = millrace.issues().print(scenario, invalid.issues());
        }
      }
    }
    return status;
  }

  private static Parsed<?> read(ScenarioRunner runner, String scenario) {
    Optional<Document> step = PostTrainingDocuments.find(scenario);
    Optional<Document> streams = StreamDocuments.find(scenario);
    if (streams.isPresent()) {
      return StreamReader.bundled().read(streams.get());
    }
    return step.isPresent()
        ? PostTrainingDocuments.scenario(scenario, step.get())
        : runner.read(scenario);
  }
}
