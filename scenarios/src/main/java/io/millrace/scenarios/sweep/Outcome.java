package io.millrace.scenarios.sweep;

import java.util.Optional;

/**
 * What an iteration comes to under a plan, by formulas or event by event.
 *
 * @param plan in short
 * @param seconds of the iteration
 * @param joules of all devices in it; {@code NaN}: unknown
 * @param bytes that the fullest device keeps
 * @param capacity bytes that it has
 * @param misfit why it does not fit; absent if it does
 */
record Outcome(
    String plan,
    double seconds,
    double joules,
    double bytes,
    double capacity,
    Optional<String> misfit) {}
