package io.millrace.simulator.lowering.posttraining;

/**
 * New tokens that a model reads together.
 *
 * @param sequences how many
 * @param queries new tokens of each: its prompt, or one while it is decoded
 * @param keys tokens of each that the last of them sees
 */
record Tokens(double sequences, double queries, double keys) {

  /** One new token of each sequence. */
  static Tokens decoded(double sequences, double keys) {
    return new Tokens(sequences, 1, keys);
  }

  /** Whole prompts. */
  static Tokens prompts(double sequences, double length) {
    return new Tokens(sequences, length, length);
  }

  double count() {
    return sequences * queries;
  }

  /** Share of the keys that an average query sees. */
  double visible() {
    return queries == 1 ? 1 : 1 - (queries - 1) / (2 * keys);
  }
}
