package io.millrace.model.streams;

import java.util.Comparator;
import java.util.List;

/**
 * What can be said of a dataflow without simulating it.
 *
 * @param limits on steps of environments per second, one for each thing that may hold it up. None
 *     can be passed; the least is what a simulation reaches where it is clearly the least
 * @param samplesQueued samples that wait for the trainers, on average
 * @param staleness versions of the weights between a sample's first action and the step of training
 *     that learns from it, on average
 */
public record StreamEstimate(List<Limit> limits, double samplesQueued, double staleness) {

  /** Copies the list. */
  public StreamEstimate {
    limits = List.copyOf(limits);
    if (limits.isEmpty()) {
      throw new IllegalArgumentException("something limits every dataflow");
    }
  }

  /** The least limit. */
  public Limit binding() {
    return limits.stream().min(Comparator.comparingDouble(Limit::framesPerSecond)).orElseThrow();
  }

  /** What may hold a dataflow up. */
  public enum Cause {
    /** All environment workers step without a pause. */
    ENVIRONMENTS("environments", "more environment workers, or faster steps"),
    /** All environments of a ring wait for their actions. */
    REPLIES("replies", "more environments in a ring, or faster batches of policies"),
    /** All policy workers answer full batches without a pause. */
    POLICIES("policies", "more policy workers, or larger batches"),
    /** The trainers learn without a pause. */
    TRAINERS("trainers", "more trainers, or faster steps of training");

    private final String key;
    private final String remedy;

    Cause(String key, String remedy) {
      this.key = key;
      this.remedy = remedy;
    }

    /** The name in reports. */
    public String key() {
      return key;
    }

    /** What raises the limit. */
    public String remedy() {
      return remedy;
    }
  }

  /**
   * One limit.
   *
   * @param framesPerSecond steps of environments per second
   */
  public record Limit(Cause cause, double framesPerSecond) {}
}
