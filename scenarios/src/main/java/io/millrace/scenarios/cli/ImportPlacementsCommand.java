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
import io.millrace.planner.export.posttraining.TrainerSettings;
import io.millrace.planner.posttraining.launcher.Launchers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

  @Parameters(
      paramLabel = "FILE",
      description = "The launcher's file, or the folder that 'export' wrote for it.")
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
    return switch (LauncherText.read(file, importer)) {
      case Parsed.Valid<String> text -> read(importer, text.value(), question);
      case Parsed.Invalid<String> invalid -> refuse(invalid.issues());
    };
  }

  private int read(PostTrainingImporter importer, String text, PostTrainingScenario question) {
    return switch (importer.read(text, question)) {
      case Parsed.Valid<PostTrainingPlan> plan -> {
        TrainerSettings settings = importer.settings(text);
        PostTrainingScenario filled = settings.fill(question);
        List<String> notes = new ArrayList<>(devices(plan.value(), filled));
        notes.addAll(importer.notes(text, filled));
        tell(notes);
        yield show(filled, plan.value(), settings.differences(filled));
      }
      case Parsed.Invalid<PostTrainingPlan> invalid -> refuse(invalid.issues());
    };
  }

  /** Whether the file leaves devices of the scenario idle; it cannot have more. */
  private static List<String> devices(PostTrainingPlan plan, PostTrainingScenario question) {
    int ours = question.cluster().devices();
    int its = plan.placements().values().stream().mapToInt(it -> it.mesh().end()).max().orElse(0);
    return its == ours
        ? List.of()
        : List.of(
            "calls are on %d devices in the file, of %d in the scenario".formatted(its, ours));
  }

  private void tell(List<String> notes) {
    PrintWriter err = parent.millrace().terminal().err();
    notes.forEach(it -> err.println("note: " + it));
    err.flush();
  }

  private int refuse(List<Issue> issues) {
    return parent.millrace().issues().print(file.toString(), issues);
  }

  private int show(PostTrainingScenario question, PostTrainingPlan plan, List<String> differences) {
    Terminal terminal = parent.millrace().terminal();
    if (out != null) {
      PostTrainingPlanFile written = PostTrainingPlanFile.of(question, plan);
      out.write("--out", PostTrainingPlanFileWriter.bundled().toText(written));
      terminal
          .out()
          .println(
              "%s: a plan of %d calls in %s".formatted(launcher(), plan.placements().size(), out));
    } else {
      terminal
          .out()
          .print(YamlText.of(PostTrainingScenarioWriter.bundled().toTree(question.with(plan))));
    }
    Stream.concat(
            differences.stream(),
            Launchers.find(launcher()).orElseThrow().refusals(plan, question).stream())
        .map(it -> "# " + it)
        .forEach(terminal.out()::println);
    terminal.out().flush();
    return ExitStatus.FINE;
  }
}
