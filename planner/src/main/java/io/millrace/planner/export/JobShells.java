package io.millrace.planner.export;

import io.millrace.model.hardware.Cluster;

/**
 * What starts a folder's {@code launch.sh} on every node: a batch file for Slurm, and a PyTorchJob
 * for Kubernetes with Kubeflow's training operator. Both tell it by variables which node it is.
 */
final class JobShells {
  private static final String SBATCH =
      """
      #!/usr/bin/env bash
      #SBATCH --job-name=%s
      #SBATCH --nodes=%d
      #SBATCH --ntasks-per-node=1
      #SBATCH --gres=gpu:%d
      #SBATCH --exclusive
      # Add --partition, --account and --time of your cluster here or on the command line.
      set -euo pipefail
      cd "${SLURM_SUBMIT_DIR:-$(dirname "${BASH_SOURCE[0]}")}"

      NNODES="$SLURM_NNODES"
      MASTER_ADDR="$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)"
      MASTER_PORT="${MASTER_PORT:-29500}"
      export NNODES MASTER_ADDR MASTER_PORT

      srun bash -c 'NODE_RANK="$SLURM_NODEID" bash launch.sh'
      """;

  private static final String POD =
      """
          template:
            spec:
              containers:
                - name: pytorch
                  image: IMAGE
                  command:
                    - bash
                    - -c
                    - NNODES="$WORLD_SIZE" NODE_RANK="$RANK" bash /launch/launch.sh
                  resources:
                    limits:
                      %s: %d
                  volumeMounts:
                    - name: launch
                      mountPath: /launch
                    - name: shared-memory
                      mountPath: /dev/shm
              volumes:
                - name: launch
                  configMap:
                    name: %s
                # NCCL and data loaders share memory between processes; 64 MiB are usual else.
                - name: shared-memory
                  emptyDir:
                    medium: Memory
      """;

  private final LaunchJob job;

  JobShells(LaunchJob job) {
    this.job = job;
  }

  /** For {@code sbatch}. */
  String slurm() {
    Cluster cluster = job.cluster();
    return SBATCH.formatted(job.name(), cluster.nodes(), cluster.devicesPerNode());
  }

  /**
   * For {@code kubectl apply}. The operator sets {@code RANK} and {@code WORLD_SIZE} of pods, of
   * which there is one on each node, and {@code MASTER_ADDR} and {@code MASTER_PORT}.
   */
  String kubernetes() {
    String replica =
        "      replicas: %d\n      restartPolicy: Never\n" + POD.indent(2).stripTrailing() + "\n";
    Cluster cluster = job.cluster();
    String name = job.name();
    StringBuilder yaml =
        new StringBuilder(
            """
            # Before: kubectl create configmap %1$s --from-file=.
            # IMAGE is a container with the launcher in it; launch.sh says what else it needs.
            apiVersion: kubeflow.org/v1
            kind: PyTorchJob
            metadata:
              name: %1$s
            spec:
              pytorchReplicaSpecs:
                Master:
            """
                .formatted(name));
    String resource = resource();
    yaml.append(replica.formatted(1, resource, cluster.devicesPerNode(), name));
    if (cluster.nodes() > 1) {
      yaml.append("    Worker:\n");
      yaml.append(replica.formatted(cluster.nodes() - 1, resource, cluster.devicesPerNode(), name));
    }
    return yaml.toString();
  }

  /** What Kubernetes calls the devices, by the device plugins of their makers. */
  private String resource() {
    return job.cluster().device().id().startsWith("amd-") ? "amd.com/gpu" : "nvidia.com/gpu";
  }
}
