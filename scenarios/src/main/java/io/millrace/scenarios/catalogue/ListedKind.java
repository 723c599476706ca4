package io.millrace.scenarios.catalogue;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.framework.FrameworkCatalogue;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.scenarios.library.ScenarioLibrary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be listed; each catalogue is read only when its list is asked for. */
public enum ListedKind {
  /** Accelerators with peaks, memory, links, power. */
  DEVICES(() -> DeviceListing.of(HardwareCatalogue.bundled())),
  /** Network interfaces. */
  NICS(() -> ClusterListings.nics(HardwareCatalogue.bundled())),
  /** Hosts with their devices. */
  NODES(() -> ClusterListings.nodes(HardwareCatalogue.bundled())),
  /** Named clusters. */
  CLUSTERS(() -> ClusterListings.clusters(HardwareCatalogue.bundled())),
  /** Model architectures. */
  MODELS(() -> SoftwareListings.models(ArchitectureCatalogue.bundled())),
  /** Training software. */
  FRAMEWORKS(() -> SoftwareListings.frameworks(FrameworkCatalogue.bundled())),
  /** The scenario library. */
  SCENARIOS(() -> SoftwareListings.scenarios(ScenarioLibrary.open()));

  private final Supplier<Listing> listing;

  ListedKind(Supplier<Listing> listing) {
    this.listing = listing;
  }

  /** The names of all kinds. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(ListedKind::key).toList();
  }

  /** The kind of a name. */
  public static Optional<ListedKind> find(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
  }

  /** The name on the command line: {@code devices}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of this kind. */
  public Listing listing() {
    return listing.get();
  }
}
