package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.quantity.FlopRate;
import io.millrace.model.quantity.Power;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is known of a device, whatever its kind.
 *
 * @param id the name in files, such as {@code nvidia-h100-sxm}
 * @param name the name for people
 * @param generation the family whose members behave alike, such as {@code hopper}: what was
 *     measured on one of them is a guess for the others
 * @param peaks dense peak rates; a multiply-add is two operations
 * @param memory tiers, nearest to the engines first
 * @param scaleUp links to neighbours, if any
 * @param hostLink to the host, per direction
 * @param thermalDesignPower of the whole device
 * @param price what clouds ask
 * @param notes where sources conflict, what the figures leave out
 * @param sources where each value was found, by the path of the value: {@code peak.bf16}, {@code
 *     memory.hbm3.bandwidth}
 */
public record DeviceSpecification(
    String id,
    String name,
    String generation,
    Map<NumberFormat, FlopRate> peaks,
    List<MemoryTier> memory,
    Optional<ScaleUp> scaleUp,
    Optional<Bandwidth> hostLink,
    Optional<Power> thermalDesignPower,
    Optional<PriceRange> price,
    List<String> notes,
    Map<String, String> sources) {

  /** Checks that something can be computed and stored, and fixes all orders. */
  public DeviceSpecification {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a device needs an id");
    }
    if (memory.isEmpty()) {
      throw new IllegalArgumentException(id + " has no memory");
    }
    if (memory.stream().map(MemoryTier::name).distinct().count() < memory.size()) {
      throw new IllegalArgumentException(id + " has two memory tiers of one name");
    }
    if (peaks.isEmpty()) {
      throw new IllegalArgumentException(id + " has no peak rate");
    }
    Map<NumberFormat, FlopRate> ordered = new EnumMap<>(NumberFormat.class);
    ordered.putAll(peaks);
    ordered.forEach(
        (format, rate) -> {
          if (rate.flopsPerSecond() == 0) {
            throw new IllegalArgumentException(
                "the " + format.key() + " peak of " + id + " must not be zero");
          }
        });
    peaks = Collections.unmodifiableMap(ordered);
    memory = List.copyOf(memory);
    notes = List.copyOf(notes);
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
  }

  /**
   * The tier where weights live: the nearest that is not on the die, such as HBM below a cache and
   * above DDR; where all memory is on the die, the farthest.
   */
  public MemoryTier mainMemory() {
    return memory.stream()
        .filter(tier -> tier.kind() != MemoryTier.Kind.SRAM)
        .findFirst()
        .orElse(memory.getLast());
  }

  /** The same device with another capacity of its main memory. */
  public DeviceSpecification withMainMemory(Bytes capacity, String source) {
    return withMainMemory(
        tier ->
            new MemoryTier(tier.name(), tier.kind(), capacity, tier.bandwidth(), tier.latency()),
        "capacity",
        source);
  }

  /** The same device with another bandwidth of its main memory. */
  public DeviceSpecification withMainMemory(Bandwidth bandwidth, String source) {
    return withMainMemory(
        tier ->
            new MemoryTier(
                tier.name(), tier.kind(), tier.capacity(), Optional.of(bandwidth), tier.latency()),
        "bandwidth",
        source);
  }

  /** The same device with another power limit. */
  public DeviceSpecification withPower(Power power, String source) {
    return new DeviceSpecification(
        id,
        name,
        generation,
        peaks,
        memory,
        scaleUp,
        hostLink,
        Optional.of(power),
        price,
        notes,
        sourcesWith("power", source));
  }

  private DeviceSpecification withMainMemory(
      UnaryOperator<MemoryTier> change, String field, String source) {
    MemoryTier main = mainMemory();
    return new DeviceSpecification(
        id,
        name,
        generation,
        peaks,
        memory.stream().map(tier -> tier.equals(main) ? change.apply(tier) : tier).toList(),
        scaleUp,
        hostLink,
        thermalDesignPower,
        price,
        notes,
        sourcesWith("memory." + main.name() + "." + field, source));
  }

  private Map<String, String> sourcesWith(String path, String source) {
    Map<String, String> changed = new LinkedHashMap<>(sources);
    changed.put(path, source);
    return changed;
  }
}
