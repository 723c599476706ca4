/**
 * Plans as the files that launchers read. A {@link io.millrace.planner.export.PlanExporter} writes
 * for one {@link io.millrace.planner.launcher.Launcher}; each has a package of its own below this
 * one and is found as a service, so that others can add theirs. What every launcher needs alike is
 * here: {@link io.millrace.planner.export.LaunchFolder} puts an exporter's files together with job
 * shells and a README, {@link io.millrace.planner.export.DocumentedNames} says which of an
 * exporter's words nobody looked up, {@link io.millrace.planner.export.FullyShardedGaps} is what
 * launchers of FSDP2 leave out alike.
 *
 * <p>Read {@link io.millrace.planner.export.PlanExporter} first, then {@link
 * io.millrace.planner.export.PlanChoice}: every choice of a plan is either in the files or in their
 * list of gaps, and an exporter that forgets one fails. Plans for post-training have exporters of
 * their own: {@link io.millrace.planner.export.posttraining}.
 */
@NullMarked
package io.millrace.planner.export;

import org.jspecify.annotations.NullMarked;
