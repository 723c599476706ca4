/**
 * Reading what people write, strictly and all at once.
 *
 * <p>A {@link io.millrace.model.input.Document} turns a file or text (JSON or YAML) into a tree and
 * refuses what could hurt (size, depth, aliases, bytes that are no text) and notes keys that are
 * given twice. {@link io.millrace.model.input.Fields} walks one object of that tree: each accessor
 * checks one key and, instead of throwing, adds an {@link io.millrace.model.input.Issue} with the
 * path and a hint and goes on with a placeholder, so that one run shows every mistake. {@code
 * Fields.build} makes the record only when nothing was wrong and turns what a compact constructor
 * refuses into an issue at the object's path. The end of it is a {@link
 * io.millrace.model.input.Parsed}: the value, or the issues.
 */
@NullMarked
package io.millrace.model.input;

import org.jspecify.annotations.NullMarked;
