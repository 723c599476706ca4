package io.millrace.planner.export;

import io.millrace.model.hardware.Cluster;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pieces of bash that the scripts of several launchers have in common. */
public final class ShellText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+@%-]+");

  private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z][\\w-]*");

  private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?([^}]*)}");

  private ShellText() {}

  /** A word that the shell takes as it is. */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** An array of options, each on a line with its values: every entry is one line. */
  public static String array(String name, List<String> lines) {
    return lines.isEmpty() ? "" : name + "=(\n  " + String.join("\n  ", lines) + "\n)\n";
  }

  /**
   * How each script begins: where it runs, by variables that job shells set and that stand for one
   * node's view of the cluster.
   */
  public static String beginning(LaunchJob job, String title) {
    Cluster cluster = job.cluster();
    return """
        #!/usr/bin/env bash
        # %s: %s on %d x %s.
        # Runs on each node; submit.sbatch and pytorchjob.yaml set the variables below.
        set -euo pipefail
        cd "$(dirname "${BASH_SOURCE[0]}")"

        NNODES="${NNODES:-%d}"
        GPUS_PER_NODE="${GPUS_PER_NODE:-%d}"
        NODE_RANK="${NODE_RANK:-0}"
        MASTER_ADDR="${MASTER_ADDR:-localhost}"
        MASTER_PORT="${MASTER_PORT:-29500}"

        """
        .formatted(
            title,
            job.scenario().model().name() + " as " + job.plan().label(),
            cluster.devices(),
            cluster.device().name(),
            cluster.nodes(),
            cluster.devicesPerNode());
  }

  /** The options in a script, besides those of {@link #torchrun}. */
  public static List<String> options(String script) {
    return OPTION
        .matcher(script.replace(torchrun(), ""))
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /** The variables that a script does not start without, each with what the script says of it. */
  public static SortedMap<String, String> required(String script) {
    return REQUIRED
        .matcher(script)
        .results()
        .collect(
            Collectors.toMap(
                it -> it.group(1), it -> it.group(2), (one, same) -> one, TreeMap::new));
  }

  /** The options of torchrun that follow from these variables. */
  public static String torchrun() {
    return """
        DISTRIBUTED_ARGS=(
          --nnodes "$NNODES"
          --nproc_per_node "$GPUS_PER_NODE"
          --node_rank "$NODE_RANK"
          --master_addr "$MASTER_ADDR"
          --master_port "$MASTER_PORT"
        )

        """;
  }
}
