package io.millrace.model.posttraining;

import io.millrace.model.input.Assumption;
import io.millrace.model.report.Contribution;
import io.millrace.model.report.Figure;
import java.util.List;
import java.util.Optional;

/**
 * What an iteration of post-training is predicted to take.
 *
 * @param scenario its name
 * @param plan where calls run, in short
 * @param reasons why it cannot run: calls that do not fit where they are; empty if it can
 * @param stepTime seconds of an iteration, with a range
 * @param calls in the order in which they start
 * @param betweenCalls seconds that no call accounts for
 * @param contributions what the range hangs on, the largest first
 * @param assumptions what was chosen because the input does not say
 */
public record StepReport(
    String scenario,
    String plan,
    List<String> reasons,
    Figure stepTime,
    List<Call> calls,
    double betweenCalls,
    List<Contribution> contributions,
    List<Assumption> assumptions) {

  /** Copies the lists. */
  public StepReport {
    reasons = List.copyOf(reasons);
    calls = List.copyOf(calls);
    contributions = List.copyOf(contributions);
    assumptions = List.copyOf(assumptions);
  }

  /** Whether every call fits where it is. */
  public boolean feasible() {
    return reasons.isEmpty();
  }

  /**
   * One call.
   *
   * @param name of the call
   * @param placement where it runs, in short; empty where no device runs it
   * @param start seconds from the start of the iteration's first call
   * @param weights seconds from then until the weights that it uses are there
   * @param seconds from start to end
   * @param fill what its fullest device holds; absent where no device runs it
   */
  public record Call(
      String name,
      String placement,
      double start,
      WeightSeconds weights,
      double seconds,
      Optional<DeviceFill> fill) {}
}
