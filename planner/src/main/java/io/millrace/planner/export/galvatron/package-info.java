/** Hetu-Galvatron: a JSON file with a strategy for each layer. */
@NullMarked
package io.millrace.planner.export.galvatron;

import org.jspecify.annotations.NullMarked;
