package io.millrace.model.architecture;

import java.util.List;
import java.util.Optional;

/**
 * The non-linearity of a feed-forward network, which decides how many matrices it has: two (up and
 * down), or three where the activation gates one projection with another (Shazeer 2020, "GLU
 * Variants Improve Transformer").
 */
public enum Activation {
  /** Gaussian error linear unit, as in GPT. */
  GELU("gelu", 2),
  /** Rectified linear unit. */
  RELU("relu", 2),
  /** The square of a rectified linear unit, as in Nemotron-4 (So et al. 2021). */
  SQUARED_RELU("squared-relu", 2),
  /** Gated by a sigmoid linear unit, as in Llama. */
  SWIGLU("swiglu", 3),
  /** Gated by a Gaussian error linear unit, as in Gemma. */
  GEGLU("geglu", 3);

  private static final List<Activation> ALL = List.of(values());

  private final String label;
  private final int matrices;

  Activation(String label, int matrices) {
    this.label = label;
    this.matrices = matrices;
  }

  /** The word for it in files. */
  public String label() {
    return label;
  }

  /** How many matrices of hidden x inner size the network has. */
  public int matrices() {
    return matrices;
  }

  /** Whether one projection gates another. */
  public boolean gated() {
    return matrices == 3;
  }

  /** All of them, in the order of the documentation. */
  public static List<Activation> all() {
    return ALL;
  }

  /** The one a label names. */
  public static Optional<Activation> named(String label) {
    return ALL.stream().filter(it -> it.label.equals(label)).findFirst();
  }
}
