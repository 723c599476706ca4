package io.millrace.model.streams;

import io.millrace.model.quantity.Duration;

/**
 * The time of a batch as a straight line over its size.
 *
 * @param fixed of any batch
 * @param perRequest of each request in it
 */
public record BatchTime(Duration fixed, Duration perRequest) {

  /** Refuses batches that take no time. */
  public BatchTime {
    if (fixed.seconds() + perRequest.seconds() == 0) {
      throw new IllegalArgumentException("a batch takes time");
    }
  }

  /** Seconds of a batch. */
  public double seconds(double requests) {
    return fixed.seconds() + perRequest.seconds() * requests;
  }

  /** Requests that a worker answers per second when all its batches have one size. */
  public double rate(double requests) {
    return requests / seconds(requests);
  }
}
