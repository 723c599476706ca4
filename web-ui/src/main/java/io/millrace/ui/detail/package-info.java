/**
 * A simulated plan in detail: a frame, {@code DetailView}, around pages that know one thing each.
 *
 * <p>A {@link io.millrace.ui.detail.DetailPage} makes something to look at from a {@link
 * io.millrace.ui.detail.Subject}, the run that is looked at. The frame knows the pages only as
 * beans and asks none of them before somebody opens it.
 */
@NullMarked
package io.millrace.ui.detail;

import org.jspecify.annotations.NullMarked;
