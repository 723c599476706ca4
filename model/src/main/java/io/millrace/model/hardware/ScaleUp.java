package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;
import io.millrace.model.quantity.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The links that a device brings for its neighbours, as its data sheet states them. How a node
 * really joins its devices is in {@link Node#fabric()}.
 *
 * @param technology the vendor's name, such as {@code NVLink4+NVSwitch}
 * @param kind how the links are laid out
 * @param perDirection what one device sends over all of these links, where published
 * @param domain the most devices that these links join
 * @param latency from one device to another with the software above, where known
 */
public record ScaleUp(
    String technology,
    FabricLevel.Kind kind,
    Optional<Bandwidth> perDirection,
    int domain,
    Optional<Duration> latency) {

  /** Checks the domain. */
  public ScaleUp {
    if (domain < 1) {
      throw new IllegalArgumentException(
          "a scale-up domain joins at least 1 device, not " + domain);
    }
  }

  /**
   * The technology without what follows it in the vendor's name, as a key: {@code nvlink-4} of
   * {@code NVLink 4 with NVSwitch}, {@code infinity-fabric} of {@code Infinity Fabric, full mesh}.
   */
  public String family() {
    String words = technology.replaceFirst("( with | over |,|\\(|\\+).*", "");
    return words.strip().toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
