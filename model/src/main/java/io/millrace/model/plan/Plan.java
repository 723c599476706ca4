package io.millrace.model.plan;

/** A way to run a workload: one of a closed set of kinds. */
public sealed interface Plan permits TrainingPlan, PostTrainingPlan {

  /** A short name such as {@code d8t4p2}. */
  String label();
}
