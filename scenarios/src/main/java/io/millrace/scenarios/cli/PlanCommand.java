package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.input.Parsed;
import io.millrace.model.planfile.PlanFile;
import io.millrace.model.planfile.PlanFileWriter;
import io.millrace.model.quantity.Duration;
import io.millrace.model.quantity.QuantityFormatException;
import io.millrace.model.report.Explanation;
import io.millrace.model.report.ExplanationJson;
import io.millrace.model.report.PlanningJson;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.report.Sensitivity;
import io.millrace.model.report.SensitivityJson;
import io.millrace.model.scenario.Objective;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.BestPlan;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningJob;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.question.Explainer;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.scenarios.text.ExplanationText;
import io.millrace.scenarios.text.PlanningText;
import io.millrace.scenarios.text.SensitivityText;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ObjectNode;

/** {@code millrace plan}: the best plans for a scenario. */
@Command(
    name = "plan",
    description =
        "Finds the best plans for a scenario, and says how far from the optimum they can be.")
final class PlanCommand implements Callable<Integer> {
  @ParentCommand private Millrace millrace;

  @Parameters(
      paramLabel = "SCENARIO",
      description = "A file, or an id that 'list scenarios' shows. Its own plan is compared.")
  private String scenario;

  @Option(
      names = "--objective",
      paramLabel = "WHAT",
      description = "What plans are compared by: time, cost, energy or tokens-per-dollar.")
  private @Nullable String objective;

  @Option(
      names = "--max-devices",
      paramLabel = "N",
      description = "Plans may use up to so many devices; without it, all of the cluster.")
  private @Nullable Integer maxDevices;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description = "End the search after that, such as 10s; the gap says what it may have missed.")
  private @Nullable String timeLimit;

  @Option(
      names = "--work",
      paramLabel = "PLANS",
      description = "End the search after so many plans are costed; repeatable, unlike a time.")
  private long work = Long.MAX_VALUE;

  @Option(
      names = "--top",
      paramLabel = "K",
      description = "Keep so many plans, each with other degrees; ${DEFAULT-VALUE} if not given.")
  private int top = PlanningRequest.USUAL_TOP;

  @Option(
      names = "--launcher",
      paramLabel = "NAME",
      description =
          "Only plans that it can run: megatron-lm, megatron-bridge, deepspeed, "
              + "torchtitan, accelerate or galvatron.")
  private @Nullable String launcher;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      split = ",",
      description = "Choose among these precisions; without it, that of the scenario.")
  private List<String> precisions = new ArrayList<>();

  @Option(
      names = "--pareto",
      description = "Find all plans of which none is better in every respect.")
  private boolean pareto;

  @Option(
      names = "--out",
      paramLabel = "PLAN",
      description = "Write the best plan, for 'simulate' and 'export', as plan/1.")
  private @Nullable OutputFile out;

  @Mixin private SensitivityOptions sensitivity;

  @Mixin private JsonOption json;

  @Mixin private ParameterFiles parameters;

  @Override
  public Integer call() {
    Parsed<Scenario> read =
        ScenarioRunner.with(
                (_, _, _) -> {
                  throw new IllegalStateException("nothing to simulate");
                })
            .read(scenario);
    return switch (read) {
      case Parsed.Valid<Scenario> valid -> plan(valid.value());
      case Parsed.Invalid<Scenario> invalid -> millrace.issues().print(scenario, invalid.issues());
    };
  }

  private int plan(Scenario question) {
    Terminal terminal = millrace.terminal();
    PlanningRequest request = request(question);
    Calibration calibration = parameters.calibration();
    PlanningJob job = Planner.with(calibration).start(request);
    PlanningReport report;
    Optional<Explanation> why;
    Optional<Sensitivity> hangsOn;
    try (ProgressLine _ =
        new ProgressLine(terminal.err(), "planning " + scenario, 0, terminal.showsProgress())) {
      report = job.result();
      why = Explainer.of(request, calibration).explain(report);
      hangsOn = sensitivity.of(request, calibration, report);
    }
    hangsOn.ifPresent(it -> sensitivity.draw(it, question.name()));
    ObjectNode tree = PlanningJson.of(report);
    why.ifPresent(it -> tree.set("explanation", ExplanationJson.of(it)));
    hangsOn.ifPresent(it -> tree.set("sensitivity", SensitivityJson.of(it)));
    json.write(tree, terminal.out());
    BestPlan.of(question, report).ifPresent(this::write);
    if (!json.replacesText()) {
      terminal.out().print(PlanningText.of(question, report, terminal.palette()));
      why.ifPresent(it -> terminal.out().print("\n" + ExplanationText.of(it, terminal.palette())));
      hangsOn.ifPresent(
          it -> terminal.out().print("\n" + SensitivityText.of(it, terminal.palette())));
      terminal.out().flush();
    }
    return report.feasible() ? ExitStatus.FINE : ExitStatus.INFEASIBLE;
  }

  private void write(PlanFile best) {
    if (out != null) {
      out.write("--out", PlanFileWriter.bundled().toText(best));
    }
  }

  private PlanningRequest request(Scenario question) {
    List<Issue> issues = new ArrayList<>();
    PlanningRequest request = PlanningRequest.of(question);
    Optional<Objective> goal =
        choice("--objective", objective, List.of(Objective.values()), Objective::key, issues);
    Optional<Launcher> starter =
        choice("--launcher", launcher, List.of(Launcher.values()), Launcher::key, issues);
    List<TrainingPrecision> formats = new ArrayList<>();
    for (String name : precisions) {
      choice(
              "--precision",
              name,
              Arrays.asList(TrainingPrecision.values()),
              TrainingPrecision::key,
              issues)
          .ifPresent(formats::add);
    }
    Optional<java.time.Duration> limit = limit(issues);
    positive("--max-devices", maxDevices == null ? 1 : maxDevices, issues);
    positive("--work", work, issues);
    positive("--top", top, issues);
    sensitivity.check(issues);
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
    request = request.withWork(work).withTop(top).withPrecisions(formats);
    request = goal.map(request::with).orElse(request);
    request = starter.map(request::with).orElse(request);
    request = limit.map(request::withTimeLimit).orElse(request);
    request = maxDevices == null ? request : request.withMaxDevices(maxDevices);
    return pareto ? request.withPareto() : request;
  }

  private static void positive(String option, long number, List<Issue> issues) {
    if (number < 1) {
      issues.add(new Issue(option, "must be at least 1, is " + number, ""));
    }
  }

  private Optional<java.time.Duration> limit(List<Issue> issues) {
    if (timeLimit == null) {
      return Optional.empty();
    }
    try {
      Duration limit = Duration.parse(timeLimit);
      return Optional.of(java.time.Duration.ofNanos(Math.round(limit.seconds() * 1e9)));
    } catch (QuantityFormatException e) {
      issues.add(new Issue("--time-limit", String.valueOf(e.getMessage()), "such as 10s"));
      return Optional.empty();
    }
  }

  private static <T> Optional<T> choice(
      String option,
      @Nullable String given,
      List<T> all,
      Function<T, String> key,
      List<Issue> issues) {
    if (given == null) {
      return Optional.empty();
    }
    Optional<T> known = all.stream().filter(it -> key.apply(it).equals(given)).findFirst();
    if (known.isEmpty()) {
      List<String> keys = all.stream().map(key).toList();
      issues.add(new Issue(option, "'" + given + "' is not known", NearestWord.hint(given, keys)));
    }
    return known;
  }
}
