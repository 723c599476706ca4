package io.millrace.model.report;

import java.util.List;

/**
 * Why no plan will do, and what would have to change least.
 *
 * @param constraint what binds, such as {@code memory} or {@code globalBatch}
 * @param reason in a sentence, with the figures
 * @param changes each of which makes a plan possible, the nearest first
 */
public record Infeasibility(String constraint, String reason, List<Change> changes) {

  /** Copies the list. */
  public Infeasibility {
    changes = List.copyOf(changes);
  }

  /**
   * A change that helps.
   *
   * @param path of the scenario or the request
   * @param value that it should have
   * @param effect what comes of it
   */
  public record Change(String path, String value, String effect) {}
}
