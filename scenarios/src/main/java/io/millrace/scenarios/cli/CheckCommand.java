package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.measurement.MeasurementsReader;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.scenarios.check.CheckJson;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.MeasurementCheck;
import io.millrace.scenarios.check.Summary;
import io.millrace.scenarios.library.ScenarioLibrary;
import io.millrace.scenarios.text.CheckText;
import io.millrace.simulator.Simulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace check}: predictions beside measurements. */
@Command(
    name = "check",
    description = "Predicts measured cases from their configuration alone and shows the errors.")
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Millrace millrace;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files of the form measurements/1; without any, the cases that ship.")
  private List<Path> files = new ArrayList<>();

  @Mixin private JsonOption json;

  @Option(
      names = "--max-mape",
      paramLabel = "PERCENT",
      description = "Fail if the mean absolute error over all cases is larger.")
  private @Nullable Double largestMean;

  @Option(
      names = "--max-median",
      paramLabel = "PERCENT",
      description = "Fail if the median absolute error over all cases is larger.")
  private @Nullable Double largestMedian;

  @Mixin private DataFolder data;

  @Mixin private ParameterFiles parameters;

  @Option(names = "--quiet", description = "Only the errors by family, and no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    Optional<List<MeasuredCase>> read = files.isEmpty() ? shipped() : readAll();
    return read.map(this::checkAndShow).orElse(ExitStatus.BAD_INPUT);
  }

  private static Optional<List<MeasuredCase>> shipped() {
    return Optional.of(ScenarioLibrary.open().measured());
  }

  /** The cases of all files; empty if one of them is none, after the issues of all. */
  private Optional<List<MeasuredCase>> readAll() {
    MeasurementsReader reader = new MeasurementsReader(ScenarioReader.bundled());
    List<MeasuredCase> cases = new ArrayList<>();
    boolean complete = true;
    for (Path file : files) {
      Optional<List<MeasuredCase>> read = read(file, reader);
      complete &= read.isPresent();
      read.ifPresent(cases::addAll);
    }
    return complete ? Optional.of(cases) : Optional.empty();
  }

  private int checkAndShow(List<MeasuredCase> cases) {
    CheckResult result = check(cases);
    Terminal terminal = millrace.terminal();
    json.write(CheckJson.of(result), terminal.out());
    if (!json.replacesText()) {
      terminal
          .out()
          .print(
              quiet
                  ? CheckText.brief(result, terminal.palette())
                  : CheckText.of(result, terminal.palette()));
    }
    return judge(result);
  }

  /** The cases of a file; empty if it is none, after its issues were printed. */
  private Optional<List<MeasuredCase>> read(Path file, MeasurementsReader reader) {
    return switch (reader.read(data.located(file))) {
      case Parsed.Valid<List<MeasuredCase>> valid -> Optional.of(valid.value());
      case Parsed.Invalid<List<MeasuredCase>> invalid -> {
        millrace.issues().print(file.toString(), invalid.issues());
        yield Optional.empty();
      }
    };
  }

  private CheckResult check(List<MeasuredCase> cases) {
    Terminal terminal = millrace.terminal();
    try (ProgressLine progress =
        new ProgressLine(
            terminal.err(), "checking", cases.size(), terminal.showsProgress() && !quiet)) {
      return new MeasurementCheck(Simulator.with(parameters.calibration()))
          .run(cases, progress::done);
    }
  }

  private int judge(CheckResult result) {
    List<Issue> exceeded = new ArrayList<>();
    judge(result, "--max-mape", largestMean, Summary::mape).ifPresent(exceeded::add);
    judge(result, "--max-median", largestMedian, Summary::medianApe).ifPresent(exceeded::add);
    if (exceeded.isEmpty()) {
      return ExitStatus.FINE;
    }
    millrace.issues().print("the check", exceeded);
    return ExitStatus.INFEASIBLE;
  }

  /** No scored case is no proof: it exceeds every limit. */
  private static Optional<Issue> judge(
      CheckResult result, String option, @Nullable Double limit, ToDoubleFunction<Summary> error) {
    if (limit == null) {
      return Optional.empty();
    }
    if (result.total().isEmpty()) {
      return Optional.of(Issue.of(option, "no case was predicted"));
    }
    double percent = error.applyAsDouble(result.total().get()) * 100;
    return percent <= limit
        ? Optional.empty()
        : Optional.of(
            Issue.of(
                option,
                String.format(Locale.ROOT, "is %s %%, the error is %.2f %%", limit, percent)));
  }
}
