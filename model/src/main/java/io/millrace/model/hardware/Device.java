package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.FlopRate;
import io.millrace.model.quantity.Power;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One accelerator, as the software addresses it: a GPU, a socket, a chip, one die of two where the
 * driver shows them apart. The kinds differ in how work reaches the engines, not in what is known
 * of them, so each is a {@link DeviceSpecification} with a name.
 */
public sealed interface Device permits Gpu, Rdu, Npu, Cpu {

  /** A device of the kind that files call {@code gpu}, {@code rdu}, {@code npu} or {@code cpu}. */
  static Device of(Kind kind, DeviceSpecification specification) {
    return switch (kind) {
      case GPU -> new Gpu(specification);
      case RDU -> new Rdu(specification);
      case NPU -> new Npu(specification);
      case CPU -> new Cpu(specification);
    };
  }

  /** The kinds by the name that files use. */
  enum Kind {
    /** See {@link Gpu}. */
    GPU("gpu"),
    /** See {@link Rdu}. */
    RDU("rdu"),
    /** See {@link Npu}. */
    NPU("npu"),
    /** See {@link Cpu}. */
    CPU("cpu");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** The name in files. */
    public String key() {
      return key;
    }
  }

  /** All that is known of it. */
  DeviceSpecification specification();

  /** Its kind, by the name that files use. */
  default Kind kind() {
    return switch (this) {
      case Gpu gpu -> Kind.GPU;
      case Rdu rdu -> Kind.RDU;
      case Npu npu -> Kind.NPU;
      case Cpu cpu -> Kind.CPU;
    };
  }

  /** The same kind of device with another specification. */
  default Device with(DeviceSpecification specification) {
    return of(kind(), specification);
  }

  /** The name in files, such as {@code nvidia-h100-sxm}. */
  default String id() {
    return specification().id();
  }

  /** The name for people. */
  default String name() {
    return specification().name();
  }

  /** The family whose members behave alike: {@code ampere}, {@code hopper}, {@code cdna2}. */
  default String generation() {
    return specification().generation();
  }

  /**
   * The dense peak rate of matrix products in a format. Where only one of FP16 and BF16 is known it
   * stands for the other: tensor engines multiply both at one rate.
   */
  default Optional<FlopRate> peak(NumberFormat format) {
    return sourcedPeak(format).map(Sourced::value);
  }

  /** As {@link #peak}, with where the figure was found. */
  default Optional<Sourced<FlopRate>> sourcedPeak(NumberFormat format) {
    FlopRate own = specification().peaks().get(format);
    if (own != null) {
      return Optional.of(new Sourced<>(own, source("peak." + format.key())));
    }
    return format
        .equallyFast()
        .filter(other -> specification().peaks().containsKey(other))
        .flatMap(this::sourcedPeak)
        .map(it -> new Sourced<>(it.value(), it.source() + "; the other 16-bit format"));
  }

  /** Memory tiers, nearest to the engines first. */
  default List<MemoryTier> memory() {
    return specification().memory();
  }

  /** The tier where weights live: HBM, GDDR or DDR; on-die memory where there is nothing else. */
  default MemoryTier mainMemory() {
    return specification().mainMemory();
  }

  /** Links to neighbours, if it has any. */
  default Optional<ScaleUp> scaleUp() {
    return specification().scaleUp();
  }

  /** The link to the host, per direction. */
  default Optional<Bandwidth> hostLink() {
    return specification().hostLink();
  }

  /** What it draws at most. */
  default Optional<Power> thermalDesignPower() {
    return specification().thermalDesignPower();
  }

  /** What clouds ask for it. */
  default Optional<PriceRange> price() {
    return specification().price();
  }

  /** Where sources conflict, and what the figures leave out. */
  default List<String> notes() {
    return specification().notes();
  }

  /** Where each value was found, by its path: {@code peak.bf16}. */
  default Map<String, String> sources() {
    return specification().sources();
  }

  private String source(String path) {
    return sources().getOrDefault(path, "not stated");
  }
}
