/**
 * Which layers lie on which stage of a pipeline: {@link io.millrace.model.layout.StageLayout},
 * which what checks a plan and what simulates it both ask.
 */
@NullMarked
package io.millrace.model.layout;

import org.jspecify.annotations.NullMarked;
