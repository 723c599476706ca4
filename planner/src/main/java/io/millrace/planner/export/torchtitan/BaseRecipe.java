package io.millrace.planner.export.torchtitan;

import java.util.Map;
import java.util.Optional;

/**
 * The functions of torchtitan that configure a model, by the names of Millrace's catalogue ({@code
 * torchtitan/models/llama3/config_registry.py}).
 *
 * @param module where the function is
 * @param function its name
 */
record BaseRecipe(String module, String function) {
  private static final String LLAMA = "torchtitan.models.llama3.config_registry";

  private static final Map<String, BaseRecipe> KNOWN =
      Map.of(
          "llama-3.1-8b", new BaseRecipe(LLAMA, "llama3_8b"),
          "llama-3.1-70b", new BaseRecipe(LLAMA, "llama3_70b"),
          "llama-3.1-405b", new BaseRecipe(LLAMA, "llama3_405b"));

  /** The function for a model, if torchtitan comes with one. */
  static Optional<BaseRecipe> of(String model) {
    return Optional.ofNullable(KNOWN.get(model));
  }

  /** Module and function as one word. */
  String reference() {
    return module + ":" + function;
  }
}
