package io.millrace.model.framework;

/** What a framework means by selective recomputation. */
public enum SelectivePolicy {
  /**
   * The core of attention (2205.05198, section 5). Nothing where a fused kernel keeps no scores
   * anyway.
   */
  ATTENTION_CORE,
  /**
   * Every operation but every second matrix product and attention (torchtitan's per-operation
   * policy, {@code selective_ac_option: "op"}).
   */
  EVERY_SECOND_PRODUCT,
  /**
   * Norms, activations and latent up-projections: what is cheap to compute and large to keep
   * (DeepSeek-V3 technical report, section 3.2.3; Megatron-Core's modules {@code layernorm}, {@code
   * moe_act}, {@code mla_up_proj}).
   */
  CHEAP_OPERATIONS
}
