package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.planfile.PostTrainingPlanFile;
import io.millrace.model.planfile.PostTrainingPlanFileWriter;
import io.millrace.model.planfile.PostTrainingScenarioWriter;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.export.YamlText;
import io.millrace.planner.export.posttraining.PostTrainingImporter;
import io.millrace.planner.posttraining.launcher.Launchers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * What the commands have in common that read where a launcher runs the calls of post-training: they
 * print the question with that plan, or write the plan.
 */
abstract class ImportPlacementsCommand implements Callable<Integer> {
  @ParentCommand private ImportCommand parent;

  @Parameters(paramLabel = "FILE", description = "The launcher's file.")
  private Path file;

  @Option(
      names = "--scenario",
      required = true,
      paramLabel = "SCENARIO",
      description =
          "A post-training scenario or plan: the question, whose calls the file places. Its own"
              + " plan is not read.")
  private String scenario = "";

  @Option(
      names = "--out",
      paramLabel = "PLAN",
      description = "Write the plan, for 'simulate' and 'export', as post-training-plan/1.")
  private @Nullable OutputFile out;

  /** The key of the launcher. */
  abstract String launcher();

  @Override
  public final Integer call() {
    IssuePrinter issues = parent.millrace().issues();
    Optional<Document> document = PostTrainingDocuments.find(scenario);
    if (document.isEmpty()) {
      return issues.print(
          scenario,
          List.of(
              new Issue("--scenario", "is no scenario of post-training", "type: post-training")));
    }
    return switch (PostTrainingDocuments.scenario(scenario, document.get())) {
      case Parsed.Valid<PostTrainingScenario> valid -> read(valid.value());
      case Parsed.Invalid<PostTrainingScenario> invalid -> issues.print(scenario, invalid.issues());
    };
  }

  private int read(PostTrainingScenario question) {
    PostTrainingImporter importer = PostTrainingImporter.of(launcher()).orElseThrow();
    Parsed<PostTrainingPlan> plan = TextFile.read(file).then(text -> importer.read(text, question));
    return switch (plan) {
      case Parsed.Valid<PostTrainingPlan> valid -> show(question, valid.value());
      case Parsed.Invalid<PostTrainingPlan> invalid ->
          parent.millrace().issues().print(file.toString(), invalid.issues());
    };
  }

  private int show(PostTrainingScenario question, PostTrainingPlan plan) {
    Terminal terminal = parent.millrace().terminal();
    if (out != null) {
      PostTrainingPlanFile written = PostTrainingPlanFile.of(question, plan);
      out.write("--out", PostTrainingPlanFileWriter.bundled().toText(written));
    } else {
      terminal
          .out()
          .print(YamlText.of(PostTrainingScenarioWriter.bundled().toTree(question.with(plan))));
    }
    Launchers.find(launcher()).orElseThrow().refusals(plan, question).stream()
        .map(it -> "# " + it)
        .forEach(terminal.out()::println);
    terminal.out().flush();
    return ExitStatus.FINE;
  }
}
