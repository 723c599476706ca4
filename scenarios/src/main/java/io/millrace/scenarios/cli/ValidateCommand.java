package io.millrace.scenarios.cli;

import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.ScenarioRunner;
import java.util.List;
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
      switch (runner.read(scenario)) {
        case Parsed.Valid<Scenario> valid -> millrace.terminal().out().println(scenario + ": ok");
        case Parsed.Invalid<Scenario> invalid -> {
          millrace.terminal().out().flush();
          status = millrace.issues().print(scenario, invalid.issues());
        }
      }
    }
    return status;
  }
}
