package io.millrace.planner.export;

import io.millrace.planner.launcher.Launcher;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Writes the files with which a launcher runs a plan. Exporters are services: those that come with
 * the project are listed in {@code META-INF/services}, others are found beside them.
 */
public interface PlanExporter {

  /** Whom the files are for. */
  Launcher launcher();

  /** The release that the files were written for, with its date. */
  String release();

  /**
   * Writes the files. Every choice of the plan that makes a difference is in them or in their gaps.
   */
  LaunchFiles export(LaunchJob job);

  /** All exporters, in the order of the launchers. */
  static List<PlanExporter> all() {
    return ServiceLoader.load(PlanExporter.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(PlanExporter::launcher))
        .toList();
  }

  /** The exporter for a launcher. */
  static PlanExporter of(Launcher launcher) {
    return all().stream()
        .filter(it -> it.launcher() == launcher)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no exporter for " + launcher.key()));
  }
}
