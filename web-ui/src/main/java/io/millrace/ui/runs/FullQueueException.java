package io.millrace.ui.runs;

/** Nobody else can be served now: as many runs wait as may. */
public final class FullQueueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FullQueueException(int waiting) {
    super(waiting + " runs wait already; try again when some are done");
  }
}
