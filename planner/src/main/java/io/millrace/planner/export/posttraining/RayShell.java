package io.millrace.planner.export.posttraining;

/** Pieces of bash for launchers that run on Ray. */
public final class RayShell {
  /** The batch file that starts Ray on every node, and the run on the first. */
  public static final String FILE = "submit.sbatch";

  private RayShell() {}

  /** How each script begins. */
  public static String beginning(PostTrainingLaunchJob job, String title) {
    return """
        #!/usr/bin/env bash
        # %s: %s on %d x %s.
        # Runs on the first node; Ray has to run on all of them, as submit.sbatch starts it.
        set -euo pipefail
        cd "$(dirname "${BASH_SOURCE[0]}")"

        """
        .formatted(
            title, job.scenario().name(), job.cluster().devices(), job.cluster().device().name());
  }

  /**
   * Prompts of an iteration, where a launcher counts prompts and responses to each: plans know only
   * the responses.
   */
  public static String prompts(PostTrainingLaunchJob job, int groupSize) {
    return """
        # Responses to each prompt, of %2$d an iteration.
        GROUP_SIZE="${GROUP_SIZE:-%1$d}"
        if (( %2$d %% GROUP_SIZE != 0 || %3$d %% GROUP_SIZE != 0 )); then
          echo "GROUP_SIZE has to divide %2$d and %3$d" >&2
          exit 1
        fi

        """
        .formatted(groupSize, job.workload().rollouts(), job.workload().trainBatch());
  }

  /** For {@code sbatch}: Ray on every node of the plan, {@code launch.sh} on the first. */
  public static String slurm(PostTrainingLaunchJob job) {
    return """
        #!/usr/bin/env bash
        #SBATCH --job-name=%1$s
        #SBATCH --nodes=%2$d
        #SBATCH --ntasks-per-node=1
        #SBATCH --gres=gpu:%3$d
        #SBATCH --exclusive
        # Add --partition, --account and --time of your cluster here or on the command line.
        set -euo pipefail
        cd "${SLURM_SUBMIT_DIR:-$(dirname "${BASH_SOURCE[0]}")}"

        HEAD="$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)"
        RAY_PORT="${RAY_PORT:-6379}"
        srun --overlap --nodes=1 --ntasks=1 -w "$HEAD" \\
          ray start --head --port="$RAY_PORT" --num-gpus=%3$d --block &
        sleep 20
        if (( SLURM_NNODES > 1 )); then
          srun --overlap --nodes="$((SLURM_NNODES - 1))" --ntasks="$((SLURM_NNODES - 1))" -x "$HEAD" \\
            ray start --address="$HEAD:$RAY_PORT" --num-gpus=%3$d --block &
          sleep 20
        fi
        srun --overlap --nodes=1 --ntasks=1 -w "$HEAD" bash launch.sh
        """
        .formatted(job.name(), job.cluster().nodes(), job.cluster().devicesPerNode());
  }
}
