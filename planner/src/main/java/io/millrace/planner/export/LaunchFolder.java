package io.millrace.planner.export;

import io.millrace.model.hardware.Device;
import io.millrace.model.planfile.PlanFileWriter;
import io.millrace.model.workload.Training;
import io.millrace.planner.launcher.Launcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a folder for a launcher holds: the launcher's own files, the plan, job shells and a
 * README with what could not be said.
 *
 * @param launcher whom it is for
 * @param files texts by their names
 * @param gaps what the files do not say
 */
public record LaunchFolder(Launcher launcher, SortedMap<String, String> files, List<Gap> gaps) {

  /** Copies the collections. */
  public LaunchFolder {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    gaps = List.copyOf(gaps);
  }

  /**
   * What a launcher reads of a plan. The folder is made even if the launcher can run only another
   * plan; {@link #obstacles} says so.
   */
  public static LaunchFolder of(PlanExporter exporter, LaunchJob job) {
    LaunchFiles own = exporter.export(job);
    List<Gap> gaps = new ArrayList<>(own.gaps());
    gaps.addAll(besides(job));
    LaunchFiles whole = new LaunchFiles(own.files(), gaps, own.remarks());
    Map<String, String> files = new TreeMap<>(own.files());
    JobShells shells = new JobShells(job);
    files.put("submit.sbatch", shells.slurm());
    files.put("pytorchjob.yaml", shells.kubernetes());
    files.put("plan.json", PlanFileWriter.bundled().toText(job.file()));
    files.put("README.md", new FolderReadme(exporter, job, whole).text());
    return new LaunchFolder(exporter.launcher(), new TreeMap<>(files), gaps);
  }

  /** Gaps that make the launcher run another plan; empty where it can run this one. */
  public List<Gap> obstacles() {
    return gaps.stream().filter(Gap::prevents).toList();
  }

  /** What no launcher's files say of the workload and the cluster. */
  private static List<Gap> besides(LaunchJob job) {
    List<Gap> gaps = new ArrayList<>();
    Training training = job.scenario().workload();
    training
        .task()
        .ifPresent(
            task ->
                gaps.add(
                    new Gap("workload.task", task, "the files start plain pre-training", false)));
    Device device = job.cluster().device();
    if (device.kind() != Device.Kind.GPU) {
      gaps.add(
          new Gap("cluster.device", device.name(), "the scripts ask for GPUs: change that", false));
    }
    int perNode = job.cluster().devicesPerNode();
    if (job.cluster().devices() % perNode != 0) {
      gaps.add(
          new Gap(
              "cluster.devices",
              Integer.toString(job.cluster().devices()),
              "they do not fill nodes of %d: set GPUS_PER_NODE on the last".formatted(perNode),
              false));
    }
    return gaps;
  }
}
