package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.input.Parsed;
import io.millrace.model.planfile.PlanFile;
import io.millrace.model.planfile.PostTrainingPlanFile;
import io.millrace.planner.export.Gap;
import io.millrace.planner.export.LaunchFolder;
import io.millrace.planner.export.LaunchJob;
import io.millrace.planner.export.PlanExporter;
import io.millrace.planner.launcher.Launcher;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.scenarios.ScenarioRunner;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace export}: a plan as a folder that a launcher starts. */
@Command(
    name = "export",
    description =
        "Writes the files with which a launcher runs a plan: its configuration, a launch script,"
            + " job shells for Slurm and Kubernetes, and a README with what could not be expressed.")
final class ExportCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @ParentCommand private Millrace millrace;

  @Parameters(
      paramLabel = "PLAN",
      description = "A plan.json, a scenario with a plan, or an id that 'list scenarios' shows.")
  private String plan;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "LAUNCHER",
      description =
          "For training megatron-lm, megatron-bridge, deepspeed, torchtitan, accelerate or"
              + " galvatron, for post-training verl, nemo-rl, areal, openrlhf or realhf; or all: a"
              + " folder for each that can run the plan.")
  private String target = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write; made if it is not there.")
  private String folder = "";

  @Option(names = "--overwrite", description = "Replace files that are in the folder already.")
  private boolean overwrite;

  @Override
  public Integer call() {
    Optional<Document> step = PostTrainingDocuments.find(plan);
    if (step.isPresent()) {
      return switch (PostTrainingDocuments.plan(plan, step.get())) {
        case Parsed.Valid<PostTrainingPlanFile> valid ->
            new PostTrainingExport(millrace.terminal(), folder, overwrite)
                .run(valid.value(), target, ALL);
        case Parsed.Invalid<PostTrainingPlanFile> invalid ->
            millrace.issues().print(plan, invalid.issues());
      };
    }
    Optional<Launcher> launcher = Launcher.of(target);
    boolean known = launcher.isPresent() || target.equals(ALL);
    if (!known && !Launchers.keys().contains(target)) {
      throw unknown();
    }
    return switch (ScenarioRunner.bundled().readPlan(plan)) {
      case Parsed.Valid<PlanFile> valid -> {
        if (!known) {
          throw unknown();
        }
        LaunchJob job = LaunchJob.of(valid.value());
        yield launcher.isPresent() ? exportTo(launcher.get(), job) : exportToAll(job);
      }
      case Parsed.Invalid<PlanFile> invalid -> millrace.issues().print(plan, invalid.issues());
    };
  }

  private InvalidInputException unknown() {
    if (Launchers.keys().contains(target)) {
      return new InvalidInputException(
          new Issue(
              "--to",
              "'" + target + "' runs post-training, this is a plan for training",
              "Known: " + String.join(", ", Launcher.keys())));
    }
    List<String> known = new ArrayList<>(Launcher.keys());
    known.add(ALL);
    return new InvalidInputException(
        new Issue("--to", "'" + target + "' is no launcher", NearestWord.hint(target, known)));
  }

  private int exportTo(Launcher launcher, LaunchJob job) {
    LaunchFolder written = LaunchFolder.of(PlanExporter.of(launcher), job);
    PrintWriter out = millrace.terminal().out();
    if (!written.obstacles().isEmpty()) {
      refuse(written);
      out.println("  It can run on " + able(job) + ".");
      return ExitStatus.INFEASIBLE;
    }
    write(written, OutputFolder.at(folder, overwrite));
    return ExitStatus.FINE;
  }

  /** The launchers that can run a plan, for a sentence. */
  private static String able(LaunchJob job) {
    String able =
        PlanExporter.all().stream()
            .map(exporter -> LaunchFolder.of(exporter, job))
            .filter(it -> it.obstacles().isEmpty())
            .map(it -> it.launcher().key())
            .collect(Collectors.joining(", "));
    return able.isEmpty() ? "no launcher that Millrace writes for" : able;
  }

  private int exportToAll(LaunchJob job) {
    OutputFolder parent = OutputFolder.parentAt(folder);
    int status = ExitStatus.INFEASIBLE;
    for (PlanExporter exporter : PlanExporter.all()) {
      LaunchFolder written = LaunchFolder.of(exporter, job);
      if (written.obstacles().isEmpty()) {
        write(written, parent.within(written.launcher().key(), overwrite));
        status = ExitStatus.FINE;
      } else {
        refuse(written);
      }
    }
    return status;
  }

  private void write(LaunchFolder written, OutputFolder target) {
    target.write(written.files());
    PrintWriter out = millrace.terminal().out();
    out.println(
        "%s: %d files in %s".formatted(written.launcher().key(), written.files().size(), target));
    print(written.gaps(), "not expressed: ");
  }

  private void refuse(LaunchFolder written) {
    millrace.terminal().out().println(written.launcher().key() + " cannot run this plan:");
    print(written.obstacles(), "");
  }

  private void print(List<Gap> gaps, String start) {
    gaps.forEach(gap -> millrace.terminal().out().println("  " + start + gap));
    millrace.terminal().out().flush();
  }
}
