package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.planfile.PlanFile;
import io.millrace.model.planfile.PlanFileWriter;
import io.millrace.model.planfile.PostTrainingPlanFile;
import io.millrace.model.planfile.PostTrainingPlanFileWriter;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.report.Explanation;
import io.millrace.model.report.ExplanationJson;
import io.millrace.model.report.PlanningJson;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.report.Sensitivity;
import io.millrace.model.report.SensitivityJson;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.BestPlan;
import io.millrace.planner.Planner;
import io.millrace.planner.PlanningJob;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.posttraining.PlacementJson;
import io.millrace.planner.posttraining.PostTrainingAnswer;
import io.millrace.planner.posttraining.PostTrainingJob;
import io.millrace.planner.posttraining.PostTrainingPlanner;
import io.millrace.planner.posttraining.PostTrainingRequest;
import io.millrace.planner.question.Explainer;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.scenarios.text.ExplanationText;
import io.millrace.scenarios.text.PlacementText;
import io.millrace.scenarios.text.PlanningText;
import io.millrace.scenarios.text.SensitivityText;
import io.millrace.simulator.cost.Calibration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  @Mixin private PlanningOptions options;

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
    Optional<Document> step = PostTrainingDocuments.find(scenario);
    if (step.isPresent()) {
      return switch (PostTrainingDocuments.scenario(scenario, step.get())) {
        case Parsed.Valid<PostTrainingScenario> valid -> plan(valid.value());
        case Parsed.Invalid<PostTrainingScenario> invalid ->
            millrace.issues().print(scenario, invalid.issues());
      };
    }
    if (StreamDocuments.find(scenario).isPresent()) {
      Issue issue =
          new Issue("workload.type", "'streams' says itself what runs where", "use simulate");
      return millrace.issues().print(scenario, List.of(issue));
    }
    return switch (ScenarioRunner.bundled().read(scenario)) {
      case Parsed.Valid<Scenario> valid -> plan(valid.value());
      case Parsed.Invalid<Scenario> invalid -> millrace.issues().print(scenario, invalid.issues());
    };
  }

  private int plan(Scenario question) {
    Terminal terminal = millrace.terminal();
    PlanningRequest request = options.request(question, sensitivity.issues());
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
    StringBuilder text = new StringBuilder(PlanningText.of(question, report, terminal.palette()));
    why.ifPresent(it -> text.append('\n').append(ExplanationText.of(it, terminal.palette())));
    hangsOn.ifPresent(it -> text.append('\n').append(SensitivityText.of(it, terminal.palette())));
    json.show(tree, text.toString(), terminal.out());
    BestPlan.of(question, report).ifPresent(this::write);
    return report.feasible() ? ExitStatus.FINE : ExitStatus.INFEASIBLE;
  }

  private int plan(PostTrainingScenario question) {
    Terminal terminal = millrace.terminal();
    PostTrainingRequest request = options.request(question, sensitivity.isWanted());
    PostTrainingJob job = PostTrainingPlanner.with(parameters.calibration()).start(request);
    PostTrainingAnswer answer;
    try (ProgressLine _ =
        new ProgressLine(terminal.err(), "planning " + scenario, 0, terminal.showsProgress())) {
      answer = job.result();
    }
    String text = PlacementText.of(answer, terminal.palette());
    json.show(PlacementJson.of(answer), text, terminal.out());
    if (out != null && answer.best().isPresent()) {
      PostTrainingPlanFile file = answer.best().get().toFile(answer.question(), answer.search());
      out.write("--out", PostTrainingPlanFileWriter.bundled().toText(file));
    }
    return answer.feasible() ? ExitStatus.FINE : ExitStatus.INFEASIBLE;
  }

  private void write(PlanFile best) {
    if (out != null) {
      out.write("--out", PlanFileWriter.bundled().toText(best));
    }
  }
}
