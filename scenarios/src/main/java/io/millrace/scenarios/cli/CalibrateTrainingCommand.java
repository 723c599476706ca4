package io.millrace.scenarios.cli;

import io.millrace.model.measurement.MeasuredCase;
import io.millrace.scenarios.check.CrossValidation;
import io.millrace.scenarios.fit.FittedFile;
import io.millrace.scenarios.text.CalibrationText;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code millrace calibrate training}: parameters fitted to measured iterations. */
@Command(
    name = "training",
    description = "Fits parameters to measured training iterations and writes those they tell of.")
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
      names = "--out",
      paramLabel = "FILE",
      description = "Write the fitted parameters as YAML that replaces what ships.")
  private @Nullable Path out;

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
    CrossValidation validation = LeaveOutOption.validate(cases, families, rounds, terminal, quiet);
    if (out != null) {
      OutputFile.write(
          "--out",
          out.toString(),
          new FittedFile(files.names(), rounds)
              .text(validation.inSample().cases(), validation.parameters()));
    }
    terminal.out().print(CalibrationText.of(validation, quiet, terminal.palette()));
    return ExitStatus.FINE;
  }
}
