/**
 * What the words of reports mean: every figure, part of the time and part of the memory, with its
 * formula and where that is from.
 *
 * <p>{@link io.millrace.scenarios.reference.Term} has them all; {@link
 * io.millrace.scenarios.reference.ReferencePage} writes them as a page, {@code docs/reference.md}.
 */
@NullMarked
package io.millrace.scenarios.reference;

import org.jspecify.annotations.NullMarked;
