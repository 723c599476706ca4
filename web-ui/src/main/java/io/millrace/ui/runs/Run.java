package io.millrace.ui.runs;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that somebody asked.
 *
 * @param id by which it is found again
 * @param owner who asked
 * @param kind what it computes
 * @param title what its owner calls it
 * @param question as it was given, a scenario in YAML or JSON
 * @param state how far it is
 * @param share of the work that is done, from 0 to 1; 0 where that is not known
 * @param note what it is doing, the best so far, or why it failed
 * @param search how far a search at work is, as figures; of no other run
 * @param answer in the format that the command line writes with {@code --json}
 * @param tool the release that computed it
 * @param submitted when it was asked
 * @param started when its turn came
 * @param ended when nothing more became of it
 */
public record Run(
    UUID id,
    String owner,
    RunKind kind,
    String title,
    String question,
    RunState state,
    double share,
    String note,
    Optional<SearchProgress> search,
    Optional<String> answer,
    String tool,
    Instant submitted,
    Optional<Instant> started,
    Optional<Instant> ended) {

  /** A question that has just been asked. */
  static Run asked(
      UUID id, String owner, RunKind kind, String title, String question, String tool, Instant at) {
    return new Run(
        id,
        owner,
        kind,
        title,
        question,
        RunState.QUEUED,
        0,
        "",
        Optional.empty(),
        Optional.empty(),
        tool,
        at,
        Optional.empty(),
        Optional.empty());
  }

  /** A question whose answer is known already. */
  static Run known(
      UUID id,
      String owner,
      RunKind kind,
      String title,
      String question,
      String answer,
      String tool,
      Instant at) {
    return asked(id, owner, kind, title, question, tool, at)
        .begun(at)
        .ended(RunState.DONE, "", Optional.of(answer), at);
  }

  /** The same at work. */
  Run begun(Instant at) {
    return new Run(
        id,
        owner,
        kind,
        title,
        question,
        RunState.RUNNING,
        0,
        "",
        Optional.empty(),
        Optional.empty(),
        tool,
        submitted,
        Optional.of(at),
        Optional.empty());
  }

  /** The same, further on. */
  Run advanced(double done, String doing, Optional<SearchProgress> how) {
    return new Run(
        id, owner, kind, title, question, state, done, doing, how, answer, tool, submitted, started,
        ended);
  }

  /** The same at its end. */
  Run ended(RunState how, String why, Optional<String> found, Instant at) {
    return new Run(
        id,
        owner,
        kind,
        title,
        question,
        how,
        how == RunState.DONE ? 1 : share,
        why,
        Optional.empty(),
        found,
        tool,
        submitted,
        started,
        Optional.of(at));
  }
}
