package io.millrace.scenarios.catalogue;

import io.millrace.model.quantity.Quantity;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes quantities with where they were found.
 *
 * @param sources by the path of the value
 */
record SourcedValues(Map<String, String> sources) {

  /** A quantity in its base unit; its source is left out where it has none. */
  ObjectNode node(Quantity quantity, String path) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    double magnitude = quantity.inBaseUnit();
    if (magnitude == Math.rint(magnitude) && Math.abs(magnitude) < 1L << 53) {
      node.put("value", (long) magnitude);
    } else {
      node.put("value", magnitude);
    }
    node.put("unit", quantity.dimension().baseUnit());
    Optional.ofNullable(sources.get(path)).ifPresent(it -> node.put("source", it));
    return node;
  }

  /** Puts a quantity under a key, if there is one. */
  void put(ObjectNode owner, String key, Optional<? extends Quantity> quantity, String path) {
    quantity.ifPresent(it -> owner.set(key, node(it, path)));
  }
}
