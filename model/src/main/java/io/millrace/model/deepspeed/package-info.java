/** DeepSpeed's configuration as scenarios: {@link io.millrace.model.deepspeed.DeepSpeedFile}. */
@NullMarked
package io.millrace.model.deepspeed;

import org.jspecify.annotations.NullMarked;
