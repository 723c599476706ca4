/**
 * Long work as people of the dashboard see it: they ask, it waits for its turn, runs, can be
 * cancelled, and what came of it is kept.
 *
 * <p>A {@link io.millrace.ui.runs.Run} is a question with its state and, in the end, its answer.
 * Read {@link io.millrace.ui.runs.RunCentre} first: it takes questions, works on a few at a time by
 * the {@link io.millrace.ui.runs.RunWork} of their {@link io.millrace.ui.runs.RunKind}, and tells
 * listeners what becomes of them. {@link io.millrace.ui.runs.RunStore} keeps all of it in a
 * database, H2 or PostgreSQL; whatever was under way when a server died is marked as interrupted by
 * the next one. Questions and answers are texts in the project's own formats, so that a run of an
 * older release stays readable.
 *
 * <p>A new kind of work is a constant of {@code RunKind} and a {@code RunWork}.
 */
@NullMarked
package io.millrace.ui.runs;

import org.jspecify.annotations.NullMarked;
