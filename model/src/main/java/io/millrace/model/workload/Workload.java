package io.millrace.model.workload;

/** A job for a cluster: one of a closed set of kinds. */
public sealed interface Workload permits Training, PostTraining {}
