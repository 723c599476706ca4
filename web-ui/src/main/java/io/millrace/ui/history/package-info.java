/**
 * The run centre as people see it: a list of everything they have asked.
 *
 * <p>{@link io.millrace.ui.history.RunsView} shows the runs of the visitor and keeps them up to
 * date while they work.
 */
@NullMarked
package io.millrace.ui.history;

import org.jspecify.annotations.NullMarked;
