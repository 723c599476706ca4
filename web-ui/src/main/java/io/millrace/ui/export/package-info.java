/**
 * A plan as files that launchers read: looked at, copied and taken away.
 *
 * <p>{@link io.millrace.ui.export.LaunchArchive} packs such files, for whoever gives them away.
 */
@NullMarked
package io.millrace.ui.export;

import org.jspecify.annotations.NullMarked;
