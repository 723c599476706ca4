package io.millrace.model.architecture;

import java.util.List;

/** The normalisation of a residual stream of some width. */
public enum Norm {
  /** Root mean square: one gain per channel (Zhang and Sennrich 2019). */
  RMS("rms", 1),
  /** Layer norm: a gain and a bias per channel (Ba et al. 2016). */
  LAYER("layer", 2),
  /** Layer norm without its bias, as in MPT. */
  LAYER_WITHOUT_BIAS("layer-without-bias", 1),
  /** Layer norm without gain and bias, as in OLMo (Groeneveld et al. 2024, section 2.1). */
  NOT_PARAMETRIC("not-parametric", 0);

  private static final List<Norm> ALL = List.of(values());

  private final String label;
  private final int vectors;

  Norm(String label, int vectors) {
    this.label = label;
    this.vectors = vectors;
  }

  /** The word for it in files. */
  public String label() {
    return label;
  }

  /** Trainable numbers of one norm over that many channels. */
  public long parameters(int channels) {
    return (long) vectors * channels;
  }

  /** All of them, in the order of the documentation. */
  public static List<Norm> all() {
    return ALL;
  }
}
