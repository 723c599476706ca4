/** NeMo-RL: a recipe in YAML, out and in. */
@NullMarked
package io.millrace.planner.export.posttraining.nemorl;

import org.jspecify.annotations.NullMarked;
