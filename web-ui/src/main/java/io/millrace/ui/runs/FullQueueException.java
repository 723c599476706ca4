package io.millrace.ui.runs;

/** Nobody else can be served now: as many runs wait as may. */
public final class FullQueueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FullQueueException(int waiting) {
    this(waiting + " runs wait already");
  }

  static FullQueueException ofOne(int most) {
    return new FullQueueException(most + " runs of yours wait or work already");
  }

  private FullQueueException(String why) {
    super(why + "; try again when some are done");
  }
}
