/** Where an iteration's time goes: read {@code TimePanel}. */
@NullMarked
package io.millrace.ui.detail.time;

import org.jspecify.annotations.NullMarked;
