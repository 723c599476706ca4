package io.millrace.simulator.cost;

import io.millrace.simulator.cost.MatrixTiles.Shape;

/**
 * Which tiles a fused expert layer takes. Unlike libraries for single products it does not search:
 * it goes by a rule of its own, so that it is slow where the rule does not fit.
 */
enum ExpertTiles {
  /**
   * Triton kernels of vLLM up to 0.15 ({@code get_default_config} in fused_moe.py): narrow tiles as
   * long as there are no more tokens than experts on the device (the default recalled, unverified).
   * Longer batches are cut into pieces of 16,384 tokens ({@code VLLM_FUSED_MOE_CHUNK_SIZE}).
   */
  BY_EXPERTS("by-experts", 16_384) {
    @Override
    Shape shape(int tokens, int experts) {
      return tokens <= experts ? new Shape(16, 32) : new Shape(64, 64);
    }
  },
  /** Triton kernels of vLLM 0.24, which go by the tokens alone; thresholds recalled, unverified. */
  BY_TOKENS("by-tokens", Integer.MAX_VALUE) {
    @Override
    Shape shape(int tokens, int experts) {
      int rows = tokens <= 32 ? FEW_ROWS : tokens <= 96 ? 32 : tokens <= 512 ? 64 : 128;
      return new Shape(rows, tokens <= 64 ? 64 : 128);
    }
  },
  /**
   * Triton kernels of vLLM 0.24 for operands with a scale for each block of 128; the threshold is
   * recalled, unverified.
   */
  OF_BLOCKS("of-blocks", Integer.MAX_VALUE) {
    @Override
    Shape shape(int tokens, int experts) {
      return new Shape(tokens <= 64 ? FEW_ROWS : 64, 128);
    }
  },
  /**
   * CUTLASS's grouped products where nobody has timed their tiles first; the tile is inferred from
   * the timings.
   */
  UNTUNED("untuned", Integer.MAX_VALUE) {
    @Override
    Shape shape(int tokens, int experts) {
      return new Shape(128, 128);
    }
  };

  /** Rows of the tiles for batches in which an expert has few tokens. */
  static final int FEW_ROWS = 16;

  private final String key;
  private final int piece;

  ExpertTiles(String key, int piece) {
    this.key = key;
    this.piece = piece;
  }

  /** The tile of a batch on a device with so many experts. */
  abstract Shape shape(int tokens, int experts);

  /** The most tokens that one call of the kernels takes. */
  int piece() {
    return piece;
  }

  /** The name in files. */
  String key() {
    return key;
  }
}
