package io.millrace.planner.export;

import java.util.List;

/** The README of a launcher's folder: what it is for, how to start it, what it does not say. */
final class FolderReadme {
  private final PlanExporter exporter;
  private final LaunchJob job;
  private final LaunchFiles written;

  FolderReadme(PlanExporter exporter, LaunchJob job, LaunchFiles written) {
    this.exporter = exporter;
    this.job = job;
    this.written = written;
  }

  String text() {
    String title = exporter.launcher().title();
    return """
        # %s for %s

        %s under plan `%s` on %d devices (%d x %s a node), written by Millrace for **%s**. No launcher
        has run these files before you do: start with a few iterations.

        | to start | command |
        | --- | --- |
        | on one node, or by hand on each | `NODE_RANK=0 MASTER_ADDR=host bash launch.sh` |
        | with Slurm | `sbatch submit.sbatch` |
        | with Kubernetes and Kubeflow's training operator | `kubectl apply -f pytorchjob.yaml` |

        %s`plan.json` is the plan itself: `millrace simulate plan.json` says what to expect.

        ## Not expressed

        %s
        ## To know

        %s"""
        .formatted(
            title,
            job.scenario().name(),
            job.scenario().model().name(),
            job.plan().label(),
            job.cluster().devices(),
            job.cluster().devicesPerNode(),
            job.cluster().device().name(),
            exporter.release(),
            required(),
            gaps(),
            remarks());
  }

  /** What to set before, which Slurm hands on and Kubernetes does not. */
  private String required() {
    StringBuilder text = new StringBuilder();
    ShellText.required(written.files().getOrDefault(LaunchFiles.SCRIPT, ""))
        .forEach((name, hint) -> text.append("- `%s`: %s\n".formatted(name, hint)));
    return text.isEmpty()
        ? ""
        : """
        `launch.sh` needs these variables. Export them before the command; for Kubernetes add them \
        as `env` of the containers in `pytorchjob.yaml`:

        %s
        """
            .formatted(text);
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
