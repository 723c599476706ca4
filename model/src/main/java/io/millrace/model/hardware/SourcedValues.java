package io.millrace.model.hardware;

import io.millrace.model.quantity.Quantity;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes quantities as {@link SourcedFields} reads them, each with its source where it has one.
 *
 * @param sources where values were found, by their paths; empty to leave sources out
 * @param path of the object, with a dot at its end unless it is the outermost
 */
record SourcedValues(Map<String, String> sources, String path) {

  /** The values of an object within this one. */
  SourcedValues within(String nested) {
    return new SourcedValues(sources, nested + ".");
  }

  void put(ObjectNode node, String key, Quantity quantity) {
    Optional<String> source = source(key);
    if (source.isPresent()) {
      node.putObject(key).put("value", quantity.exact()).put("source", source.get());
    } else {
      node.put(key, quantity.exact());
    }
  }

  void put(ObjectNode node, String key, Optional<? extends Quantity> quantity) {
    quantity.ifPresent(it -> put(node, key, it));
  }

  /** Where a value was found, unless the input itself gave it. */
  Optional<String> source(String key) {
    return Optional.ofNullable(sources.get(path + key)).filter(it -> !it.equals(SourceTexts.INPUT));
  }
}
