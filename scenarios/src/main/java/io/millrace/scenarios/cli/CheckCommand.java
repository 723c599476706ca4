package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.scenarios.accuracy.AccuracyChart;
import io.millrace.scenarios.accuracy.AccuracyPage;
import io.millrace.scenarios.check.CheckJson;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.CrossValidation;
import io.millrace.scenarios.check.Grouping;
import io.millrace.scenarios.check.InferredDevice;
import io.millrace.scenarios.check.MeasurementCheck;
import io.millrace.scenarios.check.Ranking;
import io.millrace.scenarios.text.CheckText;
import io.millrace.simulator.PostTrainingEstimator;
import io.millrace.simulator.Simulator;
import io.millrace.simulator.cost.Calibration;
import io.millrace.simulator.range.RangeMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code millrace check}: predictions beside measurements. */
@Command(
    name = "check",
    description = "Predicts measured cases from their configuration alone and shows the errors.")
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Millrace millrace;

  @Spec private CommandSpec spec;

  @Mixin private MeasurementFiles files;

  @Mixin private JsonOption json;

  @Mixin private LeaveOutOption leaveOut;

  @Mixin private AsDeviceOption asDevice;

  @Mixin private CheckLimits limits;

  @Option(
      names = "--by",
      paramLabel = "GROUPING",
      split = ",",
      defaultValue = "family",
      description = "family, device, framework, precision or kind (of model), or several of them.")
  private List<String> by = new ArrayList<>();

  @Option(
      names = "--ranking",
      description =
          "Also show how well predictions rank plans where several of one model on one cluster were"
              + " measured.")
  private boolean ranking;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description =
          "Write a picture of predicted against measured times, coloured by the first --by; of"
              + " families left out, if any are.")
  private @Nullable OutputFile svg;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the errors as a page of Markdown, with the picture if there is one.")
  private @Nullable OutputFile markdown;

  @Mixin private ParameterFiles parameters;

  @Option(names = "--quiet", description = "Only the errors by group, and no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    List<Grouping> groupings = by.stream().map(it -> Grouping.of("--by", it)).toList();
    limits.validate(leaveOut.isGiven());
    return files
        .read(millrace.issues())
        .map(cases -> checkAndShow(cases, groupings))
        .orElse(ExitStatus.BAD_INPUT);
  }

  private int checkAndShow(List<MeasuredCase> cases, List<Grouping> groupings) {
    Set<String> families = leaveOut.families(cases);
    CheckResult result = check(cases);
    Terminal terminal = millrace.terminal();
    Optional<CrossValidation> validation =
        families.isEmpty()
            ? Optional.empty()
            : Optional.of(
                LeaveOutOption.validate(
                    Calibration.unfitted(),
                    cases,
                    families,
                    LeaveOutOption.ROUNDS,
                    terminal,
                    quiet));
    Optional<Ranking> ranked = ranking ? Optional.of(Ranking.of(result)) : Optional.empty();
    List<InferredDevice> devices = asDevice.infer(cases, parameters.calibration());
    json.write(CheckJson.of(result, groupings, ranked, validation, devices), terminal.out());
    writePages(result, groupings.getFirst(), validation);
    if (!json.replacesText()) {
      CheckText text = new CheckText(terminal.palette()).summary(result, groupings);
      text.devices(devices);
      ranked.ifPresent(text::ranking);
      validation.ifPresent(it -> text.leftOut(it, groupings));
      if (!quiet) {
        ranked.ifPresent(text::worstRanked);
        text.worst(result).refused(result);
      }
      terminal.out().print(text.text());
    }
    return noneCanBePredicted(result)
        ? ExitStatus.BAD_INPUT
        : judge(limits.exceeded(result, validation));
  }

  /** Then the input is wrong, however many refusals the limits allow. */
  private boolean noneCanBePredicted(CheckResult result) {
    boolean none = result.cases() > 0 && result.notPredicted().size() == result.cases();
    if (none) {
      Issue issue = Issue.of("FILE", "none of %d cases can be predicted".formatted(result.cases()));
      millrace.issues().print("the check", List.of(issue));
    }
    return none;
  }

  private CheckResult check(List<MeasuredCase> cases) {
    Terminal terminal = millrace.terminal();
    try (ProgressLine progress =
        new ProgressLine(
            terminal.err(), "checking", cases.size(), terminal.showsProgress() && !quiet)) {
      Calibration calibration = parameters.calibration();
      return new MeasurementCheck(
              Simulator.with(calibration, RangeMethod.firstOrder()),
              PostTrainingEstimator.with(calibration, RangeMethod.firstOrder()))
          .run(cases, progress::done);
    }
  }

  private void writePages(
      CheckResult result, Grouping colours, Optional<CrossValidation> validation) {
    if (svg != null) {
      String picture =
          validation
              .map(it -> AccuracyChart.of(it.leftOut(), colours, "Families that no fit saw"))
              .orElseGet(() -> AccuracyChart.of(result, colours, "Predicted against measured"));
      svg.write("--svg", picture);
    }
    if (markdown != null) {
      String command =
          "./millrace "
              + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
      String page = AccuracyPage.of(result, validation, pictureBesideThePage(), command);
      markdown.write("--markdown", page);
    }
  }

  /** How the page names the picture's file. */
  private Optional<String> pictureBesideThePage() {
    if (svg == null || markdown == null) {
      return Optional.empty();
    }
    Path folder = Path.of(markdown.name()).toAbsolutePath().normalize().getParent();
    Path picture = Path.of(svg.name()).toAbsolutePath().normalize();
    Path beside = folder == null ? picture : folder.relativize(picture);
    return Optional.of(beside.toString().replace('\\', '/'));
  }

  private int judge(List<Issue> exceeded) {
    if (exceeded.isEmpty()) {
      return ExitStatus.FINE;
    }
    millrace.issues().print("the check", exceeded);
    return ExitStatus.INFEASIBLE;
  }
}
