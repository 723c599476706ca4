package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.CrossValidation;
import io.millrace.scenarios.check.MeasurementCheck;
import io.millrace.scenarios.check.Metric;
import io.millrace.scenarios.fit.FitStart;
import io.millrace.scenarios.fit.FittedFile;
import io.millrace.scenarios.text.CalibrationText;
import io.millrace.scenarios.text.CheckText;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code millrace calibrate training}: parameters fitted to measured iterations. */
@Command(
    name = "training",
    description = {
      "Fits parameters to measured training iterations and writes those they tell of.",
      "Laid over what the fit started from, they give the errors that it shows: 'check FILE"
          + " --parameters OUT' predicts with them."
    })
final class CalibrateTrainingCommand implements Callable<Integer> {
  @ParentCommand private CalibrateCommand calibrate;

  @Spec private CommandSpec spec;

  @Mixin private MeasurementFiles files;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "" + LeaveOutOption.ROUNDS,
      description = "How often to linearize, by default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--from",
      paramLabel = "shipped|priors",
      converter = StartConverter.class,
      description = {
        "shipped: start from the parameters that ship, by default for your own FILEs.",
        "priors: from what is known without any run, which is how those that ship are made; by"
            + " default without a FILE, as what ships has seen the runs that ship."
      })
  private @Nullable FitStart from;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the fitted parameters as YAML, for --parameters.")
  private @Nullable OutputFile out;

  @Option(names = "--quiet", description = "Only the errors, and no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds is " + rounds + ", not 1 or more");
    }
    return files
        .read(calibrate.millrace().issues())
        .map(this::fitAndShow)
        .orElse(ExitStatus.BAD_INPUT);
  }

  private int fitAndShow(List<MeasuredCase> cases) {
    Terminal terminal = calibrate.millrace().terminal();
    Set<String> families =
        cases.stream()
            .filter(it -> !it.superseded())
            .map(MeasuredCase::family)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    FitStart start = start();
    CrossValidation validation =
        LeaveOutOption.validate(start.calibration(), cases, families, rounds, terminal, quiet);
    FittedFile file = new FittedFile(files.names(), start, rounds);
    CheckResult after =
        check(cases, start.calibration().with(file.parameters(validation.parameters())));
    if (after.scored(Metric.ITERATION_TIME).isEmpty()) {
      terminal.out().print(new CheckText(terminal.palette()).refused(after).text());
      Issue none = Issue.of("FILE", "no case has a plan and a measured time that can be predicted");
      return calibrate.millrace().issues().print("the command line", List.of(none));
    }
    terminal.out().print(CalibrationText.of(validation, start, after, quiet, terminal.palette()));
    if (validation.informed().isEmpty()) {
      Issue nothing =
          Issue.of("--out", "nothing is written: the runs tell next to nothing of any parameter");
      calibrate.millrace().issues().print("the fit", List.of(nothing));
      return ExitStatus.INFEASIBLE;
    }
    if (out != null) {
      out.write("--out", file.text(validation.inSample().cases(), validation.parameters()));
    }
    return ExitStatus.FINE;
  }

  private FitStart start() {
    if (from != null) {
      return from;
    }
    return files.names().isEmpty() ? FitStart.PRIORS : FitStart.SHIPPED;
  }

  private CheckResult check(List<MeasuredCase> cases, Calibration fitted) {
    Terminal terminal = calibrate.millrace().terminal();
    try (ProgressLine progress =
        new ProgressLine(
            terminal.err(), "checking", cases.size(), terminal.showsProgress() && !quiet)) {
      return new MeasurementCheck(Simulator.with(fitted, RangeMethod.firstOrder()))
          .run(cases, progress::done);
    }
  }

  static final class StartConverter implements ITypeConverter<FitStart> {

    @Override
    public FitStart convert(String value) {
      return Arrays.stream(FitStart.values())
          .filter(it -> it.toString().equals(value))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("'" + value + "' is neither shipped nor priors"));
    }
  }
}
