/**
 * Numbers that are known within a spread, wherever they are written.
 *
 * <p>A file of ours writes such a number as {@code 0.90 ± 5 %} or {@code "4 us ± 30 %"}. That makes
 * it a {@link io.millrace.model.parameter.Parameter} with a path; {@link
 * io.millrace.model.parameter.ParameterDocument} finds all of a document and puts numbers in their
 * places, so that readers of files need not know about them. A {@link
 * io.millrace.model.parameter.ParameterSet} replaces what files say: by fitted values, by a user's,
 * or by a disturbed one to see what hangs on it.
 */
@NullMarked
package io.millrace.model.parameter;

import org.jspecify.annotations.NullMarked;
