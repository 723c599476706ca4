package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.workload.Asynchrony;

/**
 * How fast iterations follow each other where responses stream. Engines and trainer both stop while
 * the weights go over. Whoever is slower sets the pace, and waits a little for the other one:
 *
 * <ul>
 *   <li>Engines may begin no more than a share of an iteration's responses beyond those that the
 *       trainer has asked for; when these are done before the trainer is with the last portion,
 *       they rest.
 *   <li>A trainer finds what the engines had ended beyond the last iteration; if that is less than
 *       a portion it waits for the rest of it, which engines begin anew.
 * </ul>
 *
 * @param streaming how far ahead engines may be
 * @param engines seconds in which they generate an iteration's responses
 * @param trainer seconds in which all portions are trained on
 * @param update seconds in which the weights go over
 * @param firstPortion seconds until engines that rested have what a portion lacks
 */
record StreamedPace(
    Asynchrony.Streaming streaming,
    double engines,
    double trainer,
    double update,
    double firstPortion) {

  /** Seconds from one update to the next. */
  double seconds() {
    double lastPortion = trainer / streaming.portions();
    double rest = Math.max(0, lastPortion - streaming.threshold() * engines);
    return update + Math.max(engines + rest, trainer + firstPortion);
  }
}
