package io.millrace.simulator.lowering.training;

/**
 * What one pass takes of its stage.
 *
 * @param segment what runs
 * @param takenBytes memory that it takes when it starts
 * @param returnedBytes memory that it returns when it ends, whichever pass took it
 */
record PassWork(Segment segment, long takenBytes, long returnedBytes) {
  /** A pass that there is not. */
  static final PassWork NONE = new PassWork(Segment.empty("none"), 0, 0);
}
