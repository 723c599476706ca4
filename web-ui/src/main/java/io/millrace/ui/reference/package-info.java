/**
 * What the words of the dashboard mean: {@link io.millrace.ui.reference.ReferenceView} lists them,
 * and {@link io.millrace.ui.reference.TermHelp} says it of one beside the word.
 */
@NullMarked
package io.millrace.ui.reference;

import org.jspecify.annotations.NullMarked;
