package io.millrace.model.plan;

import java.util.Locale;

/** How ranks that share a sequence compute attention over all of it. */
public enum ContextExchange {
  /**
   * Blocks of keys and values go round while the ones before are used (Ring Attention, arXiv
   * 2310.01889; Megatron-Core's {@code p2p}).
   */
  RING,
  /** Keys and values are gathered first (Llama 3, arXiv 2407.21783, section 3.3.2). */
  ALL_GATHER,
  /**
   * Ranks swap sequence for heads before attention and back after it (DeepSpeed-Ulysses, arXiv
   * 2309.14509).
   */
  ULYSSES;

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
