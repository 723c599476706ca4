package io.millrace.model.report;

import io.millrace.model.quantity.Bytes;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one pipeline stage keeps in one memory tier of a device at its fullest.
 *
 * @param stage the pipeline stage
 * @param tier the tier's name
 * @param parts by what is kept, in the order of the report
 * @param capacity what the tier holds
 * @param printed whether it counts for the peak that the framework prints
 */
public record MemoryUse(
    int stage, String tier, Map<String, Bytes> parts, Bytes capacity, boolean printed) {

  /** The part that the framework does not manage: context, libraries, collectives' channels. */
  public static final String LIBRARIES = "libraries";

  /** A use that the framework would print if it is the largest. */
  public MemoryUse(int stage, String tier, Map<String, Bytes> parts, Bytes capacity) {
    this(stage, tier, parts, capacity, true);
  }

  /** Copies the parts. */
  public MemoryUse {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** The sum of all parts. */
  public Bytes total() {
    return parts.values().stream().reduce(Bytes.ZERO, Bytes::plus);
  }

  /**
   * What the framework's allocator holds: all but the libraries. It is what frameworks print as
   * their peak ({@code torch.cuda.max_memory_reserved}).
   */
  public Bytes managed() {
    return new Bytes(total().count() - parts.getOrDefault(LIBRARIES, Bytes.ZERO).count());
  }

  /** The peak that the framework would print. */
  public static Bytes printedPeak(List<MemoryUse> uses) {
    return uses.stream()
        .filter(MemoryUse::printed)
        .map(MemoryUse::managed)
        .max(Comparator.naturalOrder())
        .orElse(Bytes.ZERO);
  }

  /** Whether it fits. */
  public boolean fits() {
    return total().compareTo(capacity) <= 0;
  }
}
