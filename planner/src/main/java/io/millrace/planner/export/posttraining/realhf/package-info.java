/**
 * ReaLHF: allocations as the JSON that its search writes, and as options of its command line, out
 * and in.
 */
@NullMarked
package io.millrace.planner.export.posttraining.realhf;

import org.jspecify.annotations.NullMarked;
