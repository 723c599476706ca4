package io.millrace.scenarios.sweep;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a sweep asks of its points.
 *
 * @param evaluation how rows are made
 * @param best how many plans of each context become rows, the best first; absent: all
 * @param search how plans are searched, where they are
 * @param draws of the cost model's parameters; absent: the parameters that ship
 */
record Question(Evaluation evaluation, OptionalInt best, Search search, Optional<Draws> draws) {}
