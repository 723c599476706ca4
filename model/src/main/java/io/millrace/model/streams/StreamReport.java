package io.millrace.model.streams;

import io.millrace.model.input.Assumption;
import java.util.List;

/**
 * What reinforcement learning by streams is predicted to be like.
 *
 * @param scenario its name
 * @param dataflow what runs
 * @param reasons why it cannot run; empty if it can
 * @param run as simulated
 * @param estimate in closed form
 * @param assumptions what was chosen because the input does not say
 */
public record StreamReport(
    String scenario,
    StreamDataflow dataflow,
    List<String> reasons,
    StreamRun run,
    StreamEstimate estimate,
    List<Assumption> assumptions) {

  /** Copies the lists. */
  public StreamReport {
    reasons = List.copyOf(reasons);
    assumptions = List.copyOf(assumptions);
  }

  /** Whether the cluster has what the workers need. */
  public boolean feasible() {
    return reasons.isEmpty();
  }
}
