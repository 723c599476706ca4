/**
 * What a simulated plan hangs on: read {@code SensitivityPanel}, each input a little less and more,
 * then {@code PlanePanel}, two of them at once.
 */
@NullMarked
package io.millrace.ui.detail.sensitivity;

import org.jspecify.annotations.NullMarked;
