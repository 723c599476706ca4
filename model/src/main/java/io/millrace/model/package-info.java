/**
 * What Millrace talks about: quantities with units, hardware, model architectures, workloads,
 * plans, scenarios and results, as immutable records, and the strict readers and writers of their
 * files.
 *
 * <p>Nothing here computes a time. The module sees no other module of the project; every other
 * module speaks in its types.
 */
@NullMarked
package io.millrace.model;

import org.jspecify.annotations.NullMarked;
