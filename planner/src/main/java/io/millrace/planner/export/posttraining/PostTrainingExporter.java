package io.millrace.planner.export.posttraining;

import io.millrace.model.workload.TrainingPrecision;
import io.millrace.planner.export.LaunchFiles;
import io.millrace.planner.posttraining.launcher.Arrangement;
import io.millrace.planner.posttraining.launcher.Launchers;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Writes the files with which a launcher runs a plan for post-training. Exporters are services:
 * those that come with the project are listed in {@code META-INF/services}.
 */
public interface PostTrainingExporter {

  /** The key of the launcher that the files are for. */
  String key();

  /** The release that the files were written for, with its date. */
  String release();

  /**
   * Writes the files of a plan that the launcher can run. Every choice of the plan that makes a
   * difference is in them or in their gaps.
   *
   * @param arrangement the launcher's own that the plan is of
   */
  LaunchFiles export(PostTrainingLaunchJob job, Arrangement arrangement);

  /** Whether the files say how many devices share out what a trainer keeps. */
  default boolean saysShardingGroup() {
    return false;
  }

  /** The number format in which a run that the files start trains. */
  default TrainingPrecision precision(PostTrainingLaunchJob job) {
    return TrainingPrecision.BF16;
  }

  /** Whom the files are for. */
  default PostTrainingLauncher launcher() {
    return Launchers.find(key())
        .orElseThrow(() -> new IllegalStateException("no launcher " + key()));
  }

  /** All exporters, in the order of the launchers. */
  static List<PostTrainingExporter> all() {
    return ServiceLoader.load(PostTrainingExporter.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(it -> Launchers.keys().indexOf(it.key())))
        .toList();
  }

  /** The exporter for a launcher, if there is one. */
  static Optional<PostTrainingExporter> of(String key) {
    return all().stream().filter(it -> it.key().equals(key)).findFirst();
  }
}
