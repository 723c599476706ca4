package io.millrace.model.streams;

/** Equal workers that do one thing, again and again. */
public sealed interface Stage
    permits EnvironmentWorkers, PolicyWorkers, TrainerWorkers, ParameterServer {

  /** The name in files and reports. */
  String name();

  /** How many there are. */
  int workers();
}
