package io.millrace.model.architecture;

/**
 * A Mamba-2 block (Dao and Gu 2024, arXiv 2405.21060), as in Nemotron-H.
 *
 * @param heads heads of the state space
 * @param headDim channels per head
 * @param groups groups of heads that share input and output matrices (B and C)
 * @param stateSize states per channel
 * @param convolution taps of the causal convolution, 0 without one
 */
public record StateSpace(int heads, int headDim, int groups, int stateSize, int convolution)
    implements SequenceMixer {

  /** Checks counts and widths. */
  public StateSpace {
    Dimensions.positive("the number of state space heads", heads);
    Dimensions.positive("the channels of a state space head", headDim);
    Dimensions.positive("the number of state space groups", groups);
    Dimensions.positive("the states per channel", stateSize);
    Dimensions.notNegative("the taps of a convolution", convolution);
    if (heads % groups != 0) {
      throw new IllegalArgumentException(
          heads + " state space heads do not divide into " + groups + " groups");
    }
  }

  /** Channels of all heads. */
  public long inner() {
    return (long) heads * headDim;
  }

  /** Channels that the convolution covers: the input, B and C. */
  public long convolved() {
    return inner() + 2L * groups * stateSize;
  }

  /** Columns of the fused input projection: gate, input, B, C and the step size of each head. */
  public long projectedWidth() {
    return inner() + convolved() + heads;
  }

  /**
   * Input projection, convolution with bias, per head a step bias, a decay and a skip, a gated norm
   * and the output projection (Mamba-2's reference {@code Mamba2} module; the transformers
   * library's {@code NemotronHMamba2Mixer}).
   */
  @Override
  public Parameters parameters(int hidden) {
    long matrices = hidden * (projectedWidth() + inner()) + convolution * convolved();
    long biases = (convolution > 0 ? convolved() : 0) + 3L * heads;
    return new Parameters(matrices, biases, inner());
  }

  @Override
  public long cacheElements(long tokens) {
    return 0;
  }

  /** The states of all channels and the convolution's last inputs. */
  @Override
  public long stateElements() {
    return inner() * stateSize + Math.max(0, convolution - 1) * convolved();
  }
}
