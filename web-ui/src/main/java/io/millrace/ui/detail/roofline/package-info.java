/** Kernels against what the device could do: read {@code RooflinePanel}. */
@NullMarked
package io.millrace.ui.detail.roofline;

import org.jspecify.annotations.NullMarked;
