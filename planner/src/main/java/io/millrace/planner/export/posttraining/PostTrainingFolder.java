package io.millrace.planner.export.posttraining;

import io.millrace.model.planfile.PostTrainingPlanFileWriter;
import io.millrace.planner.export.Gap;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a folder for a launcher holds: the launcher's own files, the plan and a README with what
 * could not be said; or the reasons why there is no folder.
 *
 * @param launcher the key of whom it is for
 * @param files texts by their names; none where the launcher refuses the plan
 * @param gaps what the files do not say
 * @param refusals why the launcher cannot run the plan, every reason; empty where it can
 */
public record PostTrainingFolder(
    String launcher, SortedMap<String, String> files, List<Gap> gaps, List<String> refusals) {

  /** Copies the collections. */
  public PostTrainingFolder {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    gaps = List.copyOf(gaps);
    refusals = List.copyOf(refusals);
  }

  /** What a launcher reads of a plan, if it can run it. */
  public static PostTrainingFolder of(PostTrainingExporter exporter, PostTrainingLaunchJob job) {
    PostTrainingLauncher launcher = exporter.launcher();
    List<String> refusals = launcher.refusals(job.plan(), job.scenario());
    if (!refusals.isEmpty()) {
      return new PostTrainingFolder(exporter.key(), new TreeMap<>(), List.of(), refusals);
    }
    Arrangement arrangement = launcher.arrangement(job.plan(), job.scenario()).orElseThrow();
    LaunchFiles own = exporter.export(job, arrangement);
    List<Gap> gaps = new ArrayList<>(own.gaps());
    gaps.addAll(besides(exporter, job));
    Map<String, String> files = new TreeMap<>(own.files());
    files.put("plan.json", PostTrainingPlanFileWriter.bundled().toText(job.file()));
    LaunchFiles whole = new LaunchFiles(own.files(), gaps, own.remarks());
    files.put("README.md", new PostTrainingReadme(exporter, job, arrangement, whole).text());
    return new PostTrainingFolder(exporter.key(), new TreeMap<>(files), gaps, List.of());
  }

  /** What is not in the words of most launchers, whatever the plan. */
  private static List<Gap> besides(PostTrainingExporter exporter, PostTrainingLaunchJob job) {
    List<Gap> gaps = new ArrayList<>();
    job.workload().dataflow().calls().stream()
        .filter(call -> !call.kind().runsOnDevices())
        .forEach(
            call ->
                gaps.add(
                    new Gap(
                        "workload.calls." + call.name(),
                        call.kind().key(),
                        "the files leave the program that does it to you",
                        false)));
    if (job.workload().shardingGroup().isPresent() && !exporter.saysShardingGroup()) {
      gaps.add(
          new Gap(
              "workload.shardingGroup",
              Integer.toString(job.workload().shardingGroup().getAsInt()),
              "it is shared out over all data-parallel ranks",
              false));
    }
    if (job.workload().precision().quantizes()) {
      gaps.add(
          new Gap(
              "workload.precision",
              job.workload().precision().key(),
              "the files start bf16",
              false));
    }
    return gaps;
  }
}
