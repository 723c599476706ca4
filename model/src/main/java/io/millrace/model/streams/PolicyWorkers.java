package io.millrace.model.streams;

/**
 * Processes that choose actions, each on a part of a device. A worker that becomes free answers
 * whatever has queued meanwhile as one batch (SRL, distributed/system/policy_worker.py).
 *
 * @param workers how many processes
 * @param devices the part of a device that each has, at most one
 * @param maxBatch the most requests of a batch
 * @param time of a batch on that part of a device
 */
public record PolicyWorkers(int workers, double devices, int maxBatch, BatchTime time)
    implements Stage {

  /** Checks that there is work. */
  public PolicyWorkers {
    if (workers < 1 || maxBatch < 1) {
      throw new IllegalArgumentException(
          "workers %d and maxBatch %d must be positive".formatted(workers, maxBatch));
    }
    if (!(devices > 0 && devices <= 1)) {
      throw new IllegalArgumentException("a worker has a part of one device, not " + devices);
    }
  }

  @Override
  public String name() {
    return "policies";
  }
}
