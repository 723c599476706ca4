package io.millrace.planner.export.megatron;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One thing that Megatron can be told: by an option of Megatron-LM's command line, by a key of
 * Megatron-Bridge's tree, or by both.
 *
 * @param section what it is about
 * @param option the option; empty where only Bridge has a key
 * @param values of the option, none for a switch
 * @param key the key, its parts joined by dots; empty where only Megatron-LM has an option
 * @param value of the key
 */
record Setting(
    Section section,
    Optional<String> option,
    List<String> values,
    Optional<String> key,
    Optional<JsonNode> value) {

  /** What settings are about; each is an array of the script. */
  enum Section {
    MODEL("MODEL_ARGS"),
    PARALLEL("MODEL_PARALLEL_ARGS"),
    BATCH("BATCH_ARGS"),
    MEMORY("MEMORY_ARGS"),
    OVERLAP("OVERLAP_ARGS"),
    PRECISION("PRECISION_ARGS");

    private final String array;

    Section(String array) {
      this.array = array;
    }

    /** The name of its array. */
    String array() {
      return array;
    }
  }

  Setting {
    values = List.copyOf(values);
  }
}
