/**
 * What becomes of a training search's answer where inputs are others, while sliders move.
 *
 * <p>Read {@link io.millrace.ui.whatif.WhatIfPanel} first, the component. {@link
 * io.millrace.ui.whatif.Turned} says which {@code Knob}s are turned how far, as it stands in an
 * address; {@code Asking} has it answered step by step off the page's thread, and tells only what
 * belongs to the latest question.
 */
@NullMarked
package io.millrace.ui.whatif;

import org.jspecify.annotations.NullMarked;
