package io.millrace.planner.search;

import java.util.Map;
import java.util.TreeMap;

/** How many plans a search looked at, and why it did not look at the others. */
public final class Counts {
  private long evaluated;
  private long tooLarge;
  private long memory;
  private long bound;
  private long dominated;
  private final Map<String, Long> rules = new TreeMap<>();

  void evaluated(boolean fits) {
    evaluated++;
    tooLarge += fits ? 0 : 1;
  }

  void memory(long plans) {
    memory += plans;
  }

  void bound(long plans) {
    bound += plans;
  }

  void dominated(long plans) {
    dominated += plans;
  }

  void rule(String name, long plans) {
    rules.merge(name, plans, Long::sum);
  }

  void add(Counts other) {
    evaluated += other.evaluated;
    tooLarge += other.tooLarge;
    memory += other.memory;
    bound += other.bound;
    dominated += other.dominated;
    other.rules.forEach(this::rule);
  }

  /** Plans whose time and memory were fully costed. */
  public long evaluated() {
    return evaluated;
  }

  /** Those of them that do not fit into memory. */
  public long tooLarge() {
    return tooLarge;
  }

  /** Plans that were not costed: what their replicas keep is already too much. */
  public long memory() {
    return memory;
  }

  /** Plans that were not costed: nothing with what they have in common is good enough. */
  public long bound() {
    return bound;
  }

  /**
   * Plans that were not costed: they differ from another only in computing or copying more, and
   * that one fits, or in exchanging before or after computation what that one does beside it.
   */
  public long dominated() {
    return dominated;
  }

  /** Plans that break a rule, by its name. */
  public Map<String, Long> rules() {
    return Map.copyOf(rules);
  }

  /** All plans that were decided. */
  public long decided() {
    long byRule = rules.values().stream().mapToLong(Long::longValue).sum();
    return evaluated + memory + bound + dominated + byRule;
  }
}
