package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network interface.
 *
 * @param id the name in files, such as {@code ib-ndr-cx7}
 * @param name the name for people
 * @param perDirection its line rate
 * @param latency from one device to another in a neighbouring node, with the software above
 * @param sources where each value was found, by the name of the value
 */
public record Nic(
    String id, String name, Bandwidth perDirection, Duration latency, Map<String, String> sources) {

  /** Checks the rate. */
  public Nic {
    if (perDirection.bytesPerSecond() == 0) {
      throw new IllegalArgumentException("the bandwidth of " + id + " must not be zero");
    }
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }
}
