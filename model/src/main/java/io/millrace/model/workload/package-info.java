/**
 * What is to be computed: {@link io.millrace.model.workload.Workload} and its kinds.
 *
 * <p>A workload says nothing about how it is spread over devices; that is the plan's part.
 */
@NullMarked
package io.millrace.model.workload;

import org.jspecify.annotations.NullMarked;
