/**
 * Plans for post-training as the files that launchers read, and back. A {@link
 * io.millrace.planner.export.posttraining.PostTrainingExporter} writes for one {@link
 * io.millrace.planner.posttraining.launcher.PostTrainingLauncher}, a {@link
 * io.millrace.planner.export.posttraining.PostTrainingImporter} reads what it wrote; each launcher
 * has a package of its own below this one, and others are found as services. What a file says of
 * trainers beside places are {@link io.millrace.planner.export.posttraining.TrainerSettings}.
 * {@link io.millrace.planner.export.posttraining.PostTrainingFolder} puts an exporter's files
 * together with the plan, a README and warnings of memory, {@link
 * io.millrace.planner.export.posttraining.PlacementGaps} sees to it that every choice of a plan is
 * either in the files or in their list of gaps.
 */
@NullMarked
package io.millrace.planner.export.posttraining;

import org.jspecify.annotations.NullMarked;
