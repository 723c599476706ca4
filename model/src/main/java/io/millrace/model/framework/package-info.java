/**
 * What a training framework adds to the arithmetic: overheads, overlaps and defaults.
 *
 * <p>A {@link io.millrace.model.framework.FrameworkProfile} describes one software line by a
 * handful of named mechanisms, each with its source. Nothing here may know a model, a cluster or a
 * measurement: a profile belongs to a framework version.
 */
@NullMarked
package io.millrace.model.framework;

import org.jspecify.annotations.NullMarked;
