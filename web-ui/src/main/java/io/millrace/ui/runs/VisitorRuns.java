package io.millrace.ui.runs;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The runs of whoever looks at the dashboard, and none of anybody else. */
public final class VisitorRuns {
  private final RunCentre centre;
  private final String visitor;

  /** The runs of a visitor among all of a centre. */
  public VisitorRuns(RunCentre centre, String visitor) {
    this.centre = centre;
    this.visitor = visitor;
  }

  /** Whose they are. */
  public String owner() {
    return visitor;
  }

  /** The latest first, without their answers. */
  public List<Run> all() {
    return centre.of(visitor, RunCentre.PAGE);
  }

  /** The one of an id. */
  public Optional<Run> find(UUID id) {
    return centre.find(visitor, id);
  }

  /**
   * Asks something.
   *
   * @throws FullQueueException if as many wait as may
   */
  public Run ask(RunKind kind, String title, String question) {
    return centre.submit(visitor, kind, title, question);
  }

  /** Keeps a question whose answer is known already. */
  public Run keep(RunKind kind, String title, String question, String answer) {
    return centre.keep(visitor, kind, title, question, answer);
  }

  /**
   * Asks the question of a run again; empty if there is no such run.
   *
   * @throws FullQueueException if as many wait as may
   */
  public Optional<Run> again(UUID id) {
    return centre.again(visitor, id);
  }

  /** Ends a run. */
  public void cancel(UUID id) {
    centre.cancel(visitor, id);
  }

  /** Removes a run that has ended. */
  public boolean remove(UUID id) {
    return centre.remove(visitor, id);
  }

  /**
   * Tells somebody what becomes of the visitor's runs, on the threads that work on them.
   *
   * @return ends that
   */
  public Runnable listen(Consumer<Run> listener) {
    return centre.listen(
        run -> {
          if (run.owner().equals(visitor)) {
            listener.accept(run);
          }
        });
  }
}
