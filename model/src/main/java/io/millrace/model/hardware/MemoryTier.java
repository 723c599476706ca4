package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One level of a device's memory.
 *
 * @param name the name in files and tables, such as {@code hbm3}
 * @param kind what it is made of
 * @param capacity how much it holds
 * @param bandwidth what can be read from it per time, where known
 * @param latency from a request to its first byte, where known
 */
public record MemoryTier(
    String name,
    Kind kind,
    Bytes capacity,
    Optional<Bandwidth> bandwidth,
    Optional<Duration> latency) {

  /** What a tier is made of, which decides where weights live. */
  public enum Kind {
    /** On the die: caches, scratchpads, registers. */
    SRAM,
    /** Stacked DRAM in the package. */
    HBM,
    /** Graphics DRAM on the board. */
    GDDR,
    /** DRAM modules. */
    DDR,
    /** DRAM of mobile and embedded devices. */
    LPDDR;

    /** The name in files: {@code hbm}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that the tier can hold and deliver something. */
  public MemoryTier {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a memory tier needs a name");
    }
    if (capacity.count() == 0) {
      throw new IllegalArgumentException("the capacity of " + name + " must not be zero");
    }
    if (bandwidth.isPresent() && bandwidth.get().bytesPerSecond() == 0) {
      throw new IllegalArgumentException("the bandwidth of " + name + " must not be zero");
    }
  }
}
