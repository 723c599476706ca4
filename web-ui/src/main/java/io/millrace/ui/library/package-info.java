/**
 * The page of the scenario library: each scenario with what was published and what the simulation
 * says.
 *
 * <p>Read {@link io.millrace.ui.library.LibraryRuns} first: it hands out the scenarios and
 * simulates them in the background, once for all visitors. {@link
 * io.millrace.ui.library.LibraryPanel} shows them, a {@code ScenarioGrid} beside the {@code
 * RunDetail} of the selected one; {@link io.millrace.ui.library.LibraryView} is its page.
 */
@NullMarked
package io.millrace.ui.library;

import org.jspecify.annotations.NullMarked;
