/**
 * Two to four plans side by side, of one run or of several.
 *
 * <p>Read {@link io.millrace.ui.compare.CompareView} first. Which plans they are stands in the
 * address alone, as {@code compare?plan=RUN:PLACE&plan=RUN:PLACE}, so that a shared link opens the
 * same comparison.
 */
@NullMarked
package io.millrace.ui.compare;

import org.jspecify.annotations.NullMarked;
