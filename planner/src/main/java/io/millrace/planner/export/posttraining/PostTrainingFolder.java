package io.millrace.planner.export.posttraining;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.planfile.PostTrainingPlanFileWriter;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.export.Gap;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import io.millrace.simulator.lowering.posttraining.CallCosts;
import io.millrace.simulator.lowering.posttraining.MemoryClaims;
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
 * @param warnings why the plan may run out of memory, by our estimate
 * @param refusals why the launcher cannot run the plan, every reason; empty where it can
 */
public record PostTrainingFolder(
    String launcher,
    SortedMap<String, String> files,
    List<Gap> gaps,
    List<String> warnings,
    List<String> refusals) {

  /** Copies the collections. */
  public PostTrainingFolder {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    gaps = List.copyOf(gaps);
    warnings = List.copyOf(warnings);
    refusals = List.copyOf(refusals);
  }

  /** What a launcher reads of a plan, if it can run it. */
  public static PostTrainingFolder of(PostTrainingExporter exporter, PostTrainingLaunchJob job) {
    PostTrainingLauncher launcher = exporter.launcher();
    List<String> refusals = launcher.refusals(job.plan(), job.scenario());
    if (!refusals.isEmpty()) {
      return new PostTrainingFolder(
          exporter.key(), new TreeMap<>(), List.of(), List.of(), refusals);
    }
    Arrangement arrangement = launcher.arrangement(job.plan(), job.scenario()).orElseThrow();
    LaunchFiles own = exporter.export(job, arrangement);
    List<Gap> gaps = new ArrayList<>(own.gaps());
    gaps.addAll(besides(exporter, job));
    Map<String, String> files = new TreeMap<>(own.files());
    files.put("plan.json", PostTrainingPlanFileWriter.bundled().toText(job.file()));
    LaunchFiles whole = new LaunchFiles(own.files(), gaps, own.remarks());
    List<String> warnings = warnings(job);
    files.put(
        "README.md", new PostTrainingReadme(exporter, job, arrangement, whole, warnings).text());
    return new PostTrainingFolder(exporter.key(), new TreeMap<>(files), gaps, warnings, List.of());
  }

  /** Why calls do not fit into the memory of their devices, by our estimate. */
  private static List<String> warnings(PostTrainingLaunchJob job) {
    try {
      return new MemoryClaims(job.scenario(), CallCosts.calibrated(job.scenario()))
          .missing(job.plan());
    } catch (InvalidInputException e) {
      // A device without the figures that costs need can be written for all the same.
      return List.of("its memory could not be estimated: " + e.getMessage());
    }
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
    if (job.scenario().assumes(PostTrainingScenario.OUTPUT_LENGTHS)) {
      gaps.add(
          new Gap(
              "workload.outputTokens",
              Integer.toString(job.workload().outputs().longest()),
              lengths(job),
              false));
    }
    TrainingPrecision started = exporter.precision(job);
    if (job.workload().precision() != started) {
      gaps.add(
          new Gap(
              "workload.precision",
              job.workload().precision().key(),
              "the files start " + started.key(),
              false));
    }
    return gaps;
  }

  /** What becomes of responses where the scenario has one length for all by default. */
  private static String lengths(PostTrainingLaunchJob job) {
    return job.longestResponse() > job.workload().outputs().longest()
        ? "the plan takes all responses to be that long, as the scenario does not say how their"
            + " lengths vary (outputLengths): these files let them run to "
            + job.longestResponse()
        : "responses end there, as the scenario does not say how their lengths vary:"
            + " outputLengths capped and maxSequence let longer ones run";
  }
}
