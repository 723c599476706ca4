package io.millrace.planner.export.posttraining;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.planner.export.Gap;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.export.ShellText;
import io.millrace.planner.posttraining.launcher.Arrangement;
import java.util.List;

/** The README of a launcher's folder: what it is for, how to start it, what it does not say. */
final class PostTrainingReadme {
  private final PostTrainingExporter exporter;
  private final PostTrainingLaunchJob job;
  private final Arrangement arrangement;
  private final LaunchFiles written;
  private final List<String> warnings;

  PostTrainingReadme(
      PostTrainingExporter exporter,
      PostTrainingLaunchJob job,
      Arrangement arrangement,
      LaunchFiles written,
      List<String> warnings) {
    this.exporter = exporter;
    this.job = job;
    this.arrangement = arrangement;
    this.written = written;
    this.warnings = warnings;
  }

  String text() {
    return """
        # %s for %s

        %s on %d devices (%d x %s a node), arranged as `%s`, written by Millrace for **%s**. No launcher
        has run these files before you do: start with a few iterations.

        %s| call | where and how |
        | --- | --- |
        %s
        Start it with `bash launch.sh` on the first node%s.

        %s`plan.json` is the plan itself: `millrace simulate plan.json` says what to expect.

        ## Not expressed

        %s
        ## To know

        %s"""
        .formatted(
            exporter.launcher().title(),
            job.scenario().name(),
            job.workload().dataflow().name(),
            job.cluster().devices(),
            job.cluster().devicesPerNode(),
            job.cluster().device().name(),
            arrangement.label(),
            exporter.release(),
            memory(),
            calls(),
            written.files().containsKey(RayShell.FILE)
                ? ", or with Slurm: `sbatch " + RayShell.FILE + "`"
                : "",
            required(),
            gaps(),
            remarks());
  }

  private String memory() {
    return warnings.isEmpty()
        ? ""
        : "**It may run out of memory.** By Millrace's estimate:\n\n- %s\n\n"
            .formatted(String.join("\n- ", warnings));
  }

  private String calls() {
    StringBuilder table = new StringBuilder();
    for (ModelFunctionCall call : job.placed()) {
      table.append("| %s | `%s` |\n".formatted(call.name(), job.placement(call).label()));
    }
    return table.toString();
  }

  private String required() {
    StringBuilder text = new StringBuilder();
    ShellText.required(written.files().getOrDefault(LaunchFiles.SCRIPT, ""))
        .forEach((name, hint) -> text.append("- `%s`: %s\n".formatted(name, hint)));
    return text.isEmpty() ? "" : "`launch.sh` needs these variables:\n\n%s\n".formatted(text);
  }

  private String gaps() {
    if (written.gaps().isEmpty()) {
      return "Nothing: every choice of the plan is in these files.\n";
    }
    StringBuilder table = new StringBuilder("| what | value | why, and what runs instead |\n");
    table.append("| --- | --- | --- |\n");
    for (Gap gap : written.gaps()) {
      table.append("| `%s` | %s | %s |\n".formatted(gap.path(), gap.value(), gap.reason()));
    }
    return table.toString();
  }

  private String remarks() {
    List<String> remarks = written.remarks();
    return remarks.isEmpty() ? "Nothing.\n" : "- " + String.join("\n- ", remarks) + "\n";
  }
}
