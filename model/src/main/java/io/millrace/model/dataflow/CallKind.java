package io.millrace.model.dataflow;

import java.util.Locale;

/** What a call does. */
public enum CallKind {
  /** A model writes responses, token by token. */
  GENERATION,
  /** One forward pass of a model over prompts and responses: log-probabilities, values, rewards. */
  INFERENCE,
  /** Forward and backward passes and updates of a model's weights. */
  TRAINING,
  /** A program scores responses; it needs no device. */
  REWARD_RULE,
  /** Tools or an environment answer; it needs no device. */
  ENVIRONMENT;

  /** Whether devices run it. */
  public boolean runsOnDevices() {
    return this == GENERATION || this == INFERENCE || this == TRAINING;
  }

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
