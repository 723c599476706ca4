package io.millrace.ui.runs;

/** Computes the answers to one kind of question. */
@FunctionalInterface
public interface RunWork {

  /**
   * Answers a question; ends early, with what it has, once it is cancelled.
   *
   * @return the answer in the format that the command line writes with {@code --json}
   * @throws io.millrace.model.input.InvalidInputException if the question cannot be answered
   */
  String answer(String question, Watch watch);

  /** Who waits for the answer. */
  interface Watch {

    /**
     * Says how far it is.
     *
     * @param share of the work, from 0 to 1
     * @param note what it is doing, or the best so far
     */
    void progress(double share, String note);

    /** Says how far a search is. */
    default void progress(SearchProgress search) {
      progress(search.share(), search.note());
    }

    /** Whom it belongs to, for work that keeps something outside of its answer. */
    default String owner() {
      return Visitor.LOCAL.owner();
    }

    /** Whether nobody wants the rest. */
    boolean cancelled();
  }
}
