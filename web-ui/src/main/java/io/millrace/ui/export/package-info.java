/**
 * A plan as files that launchers read: looked at, copied and taken away.
 *
 * <p>Read {@link io.millrace.ui.export.ExportDialog} first, which shows an {@link
 * io.millrace.ui.export.Export}: what each launcher makes of a plan, by the exporters of the
 * planner. {@link io.millrace.ui.export.LaunchArchive} packs such files, for whoever gives them
 * away.
 */
@NullMarked
package io.millrace.ui.export;

import org.jspecify.annotations.NullMarked;
