/**
 * What systems were measured to do: a {@link io.millrace.model.measurement.MeasuredCase} is a
 * scenario with a plan and a measured result, as {@code measurements/1} files hold them.
 */
@NullMarked
package io.millrace.model.measurement;

import org.jspecify.annotations.NullMarked;
