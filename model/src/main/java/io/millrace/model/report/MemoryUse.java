package io.millrace.model.report;

import io.millrace.model.quantity.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one pipeline stage keeps in one memory tier of a device at its fullest.
 *
 * @param stage the pipeline stage
 * @param tier the tier's name
 * @param parts by what is kept, in the order of the report
 * @param capacity what the tier holds
 */
public record MemoryUse(int stage, String tier, Map<String, Bytes> parts, Bytes capacity) {

  /** Copies the parts. */
  public MemoryUse {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** The sum of all parts. */
  public Bytes total() {
    return parts.values().stream().reduce(Bytes.ZERO, Bytes::plus);
  }

  /** Whether it fits. */
  public boolean fits() {
    return total().compareTo(capacity) <= 0;
  }
}
