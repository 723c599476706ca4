/** OpenRLHF: a Ray job with dotted options, out and in. */
@NullMarked
package io.millrace.planner.export.posttraining.openrlhf;

import org.jspecify.annotations.NullMarked;
