/** What a simulation found at a glance: read {@code OverviewPanel}. */
@NullMarked
package io.millrace.ui.detail.overview;

import org.jspecify.annotations.NullMarked;
