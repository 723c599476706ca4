package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.planfile.PostTrainingPlanFile;
import io.millrace.planner.export.Gap;
import io.millrace.planner.export.posttraining.PostTrainingExporter;
import io.millrace.planner.export.posttraining.PostTrainingFolder;
import io.millrace.planner.export.posttraining.PostTrainingLaunchJob;
import io.millrace.planner.posttraining.launcher.Launchers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code millrace export} for plans of post-training. */
final class PostTrainingExport {
  private final Terminal terminal;
  private final String folder;
  private final boolean overwrite;

  PostTrainingExport(Terminal terminal, String folder, boolean overwrite) {
    this.terminal = terminal;
    this.folder = folder;
    this.overwrite = overwrite;
  }

  /**
   * Writes a folder for a launcher, or one for each that can run the plan.
   *
   * @param all the word for each that can
   */
  int run(PostTrainingPlanFile plan, String target, String all) {
    PostTrainingLaunchJob job = new PostTrainingLaunchJob(plan);
    if (target.equals(all)) {
      return toAll(job);
    }
    Optional<PostTrainingExporter> exporter = PostTrainingExporter.of(target);
    if (exporter.isEmpty()) {
      List<String> known = new ArrayList<>(Launchers.keys());
      known.add(all);
      throw new InvalidInputException(
          new Issue(
              "--to",
              "'" + target + "' is no launcher of post-training",
              NearestWord.hint(target, known)));
    }
    PostTrainingFolder written = PostTrainingFolder.of(exporter.get(), job);
    if (!written.refusals().isEmpty()) {
      refuse(written);
      terminal.out().println("  It can run on " + able(job) + ".");
      return ExitStatus.INFEASIBLE;
    }
    write(written, OutputFolder.at(folder, overwrite));
    return ExitStatus.FINE;
  }

  /** The launchers that can run a plan, for a sentence. */
  private static String able(PostTrainingLaunchJob job) {
    String able =
        PostTrainingExporter.all().stream()
            .map(exporter -> PostTrainingFolder.of(exporter, job))
            .filter(it -> it.refusals().isEmpty())
            .map(PostTrainingFolder::launcher)
            .collect(Collectors.joining(", "));
    return able.isEmpty() ? "no launcher that Millrace writes for" : able;
  }

  private int toAll(PostTrainingLaunchJob job) {
    OutputFolder parent = OutputFolder.parentAt(folder);
    int status = ExitStatus.INFEASIBLE;
    for (PostTrainingExporter exporter : PostTrainingExporter.all()) {
      PostTrainingFolder written = PostTrainingFolder.of(exporter, job);
      if (written.refusals().isEmpty()) {
        write(written, parent.within(written.launcher(), overwrite));
        status = ExitStatus.FINE;
      } else {
        refuse(written);
      }
    }
    return status;
  }

  private void write(PostTrainingFolder written, OutputFolder target) {
    target.write(written.files());
    PrintWriter out = terminal.out();
    out.println("%s: %d files in %s".formatted(written.launcher(), written.files().size(), target));
    written.warnings().forEach(it -> out.println("  WARNING, memory: " + it));
    Map<String, List<String>> gaps = new LinkedHashMap<>();
    for (Gap gap : written.gaps()) {
      gaps.computeIfAbsent(gap.reason(), _ -> new ArrayList<>())
          .add(gap.path() + " is " + gap.value());
    }
    gaps.forEach(
        (reason, what) ->
            out.println("  not expressed: %s: %s".formatted(String.join(", ", what), reason)));
    out.flush();
  }

  private void refuse(PostTrainingFolder written) {
    PrintWriter out = terminal.out();
    out.println(written.launcher() + " cannot run this plan:");
    written.refusals().forEach(it -> out.println("  " + it));
    out.flush();
  }
}
