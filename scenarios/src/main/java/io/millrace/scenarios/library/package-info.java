/**
 * The scenarios and measured cases that come with the project: {@link
 * io.millrace.scenarios.library.ScenarioLibrary} finds and reads them, in a checkout or in the jar.
 *
 * <p>The files lie in {@code scenarios/library} and {@code scenarios/measured}. Each scenario is a
 * published training run with its result beside it; the comment at its top says in its first
 * paragraph what the run shows, and below that what was derived, assumed or left open.
 */
@NullMarked
package io.millrace.scenarios.library;

import org.jspecify.annotations.NullMarked;
