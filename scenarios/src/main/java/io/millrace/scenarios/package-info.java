/**
 * The library of runnable scenarios and everything that runs one from end to end: single runs,
 * accuracy checks against published measurements, and sweeps.
 */
@NullMarked
package io.millrace.scenarios;

import org.jspecify.annotations.NullMarked;
