package io.millrace.planner.export.megatron;

import io.millrace.planner.export.LaunchJob;

/**
 * How many queues of work a process has on its device. With one, kernels start in the order in
 * which they were queued, so that those of a tensor- or context-parallel exchange are not held up
 * by the products that they should run beside.
 *
 * <p>Megatron-LM does not start without that on devices before Blackwell ({@code validate_args} of
 * {@code megatron/training/arguments.py}, commit 000c4ac); Megatron-FSDP on the other hand does not
 * want it, and sequence parallelism is there only beside tensor parallelism.
 */
final class DeviceConnections {
  private static final String FIRST_WITHOUT = "blackwell";

  private static final String ONE =
      """
      # Tensor and context parallelism need kernels to start in the order they are queued in:
      # Megatron asserts it on devices before Blackwell.
      export CUDA_DEVICE_MAX_CONNECTIONS=1

      """;

  private DeviceConnections() {}

  /** The lines of bash that say it; empty where it is not needed. */
  static String of(LaunchJob job, Settings settings) {
    boolean sliced = job.plan().strategy().tensor() > 1 || job.plan().strategy().context() > 1;
    boolean older = !job.cluster().device().generation().equals(FIRST_WITHOUT);
    return sliced && older && !settings.has("--use-megatron-fsdp") ? ONE : "";
  }
}
