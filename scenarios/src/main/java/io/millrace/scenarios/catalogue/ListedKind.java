package io.millrace.scenarios.catalogue;

import io.millrace.model.architecture.ArchitectureCatalogue;
import io.millrace.model.framework.FrameworkCatalogue;
import io.millrace.model.hardware.HardwareCatalogue;
import io.millrace.scenarios.library.ScenarioLibrary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be listed; each catalogue is read only when its list is asked for. */
public enum ListedKind {
  /** Accelerators with peaks, memory, links, power. */
  DEVICES,
  /** Network interfaces. */
  NICS,
  /** Hosts with their devices. */
  NODES,
  /** Named clusters. */
  CLUSTERS,
  /** Model architectures. */
  MODELS,
  /** Training software. */
  FRAMEWORKS,
  /** The scenario library. */
  SCENARIOS;

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
    return switch (this) {
      case DEVICES -> DeviceListing.of(HardwareCatalogue.bundled());
      case NICS -> ClusterListings.nics(HardwareCatalogue.bundled());
      case NODES -> ClusterListings.nodes(HardwareCatalogue.bundled());
      case CLUSTERS -> ClusterListings.clusters(HardwareCatalogue.bundled());
      case MODELS -> SoftwareListings.models(ArchitectureCatalogue.bundled());
      case FRAMEWORKS -> SoftwareListings.frameworks(FrameworkCatalogue.bundled());
      case SCENARIOS -> SoftwareListings.scenarios(ScenarioLibrary.open());
    };
  }
}
