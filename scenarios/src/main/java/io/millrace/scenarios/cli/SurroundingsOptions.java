package io.millrace.scenarios.cli;

import io.millrace.model.launch.Surroundings;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What launchers' files do not say, as options of the commands that read them. */
final class SurroundingsOptions {
  @Option(names = "--name", paramLabel = "TEXT", description = "What to call the scenario.")
  private @Nullable String name;

  @Option(
      names = "--cluster",
      paramLabel = "CLUSTER",
      description = "The cluster it runs on; 'list clusters' shows those that are known.")
  private @Nullable String cluster;

  @Option(
      names = "--node",
      paramLabel = "NODE",
      description = "The node it runs on, where no cluster is named; 'list nodes' shows them.")
  private @Nullable String node;

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes.")
  private @Nullable Integer nodes;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "The model: a name that 'list models' shows, or the path of a config.json.")
  private @Nullable String model;

  @Option(
      names = "--framework",
      paramLabel = "FRAMEWORK",
      description = "The software line; 'list frameworks' shows them.")
  private @Nullable String framework;

  @Option(
      names = "--global-batch",
      paramLabel = "N",
      description = "Sequences of an iteration, instead of what the file says.")
  private @Nullable Integer globalBatch;

  @Option(
      names = "--sequence",
      paramLabel = "N",
      description = "Tokens of a sequence, instead of what the file says.")
  private @Nullable Integer sequence;

  @Option(
      names = "--precision",
      paramLabel = "FORMAT",
      description = "Number formats, such as bf16, instead of what the file says.")
  private @Nullable String precision;

  /**
   * What was given.
   *
   * @param file what to call the scenario where no name was given
   */
  Surroundings surroundings(String file) {
    return new Surroundings(
        name == null ? file : name,
        Optional.ofNullable(cluster),
        Optional.ofNullable(node),
        number(nodes),
        Optional.ofNullable(model),
        Optional.ofNullable(framework),
        number(globalBatch),
        number(sequence),
        Optional.ofNullable(precision));
  }

  /** Whether a model was named. */
  boolean namesModel() {
    return model != null;
  }

  private static OptionalInt number(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
