/**
 * Megatron-LM's launch scripts as scenarios: {@link io.millrace.model.megatron.MegatronScript}
 * reads what a script says of model, batch and plan, {@link
 * io.millrace.model.megatron.PipelineLayout} is the grammar in which both ways say how layers are
 * spread over stages.
 */
@NullMarked
package io.millrace.model.megatron;

import org.jspecify.annotations.NullMarked;
