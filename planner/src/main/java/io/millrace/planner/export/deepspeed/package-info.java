/** DeepSpeed: one JSON file, and a script that starts the user's program with it. */
@NullMarked
package io.millrace.planner.export.deepspeed;

import org.jspecify.annotations.NullMarked;
