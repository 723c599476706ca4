package io.millrace.model.hardware;

import java.util.Map;

/**
 * The catalogue of the files beside this class.
 *
 * @param usualNodes the nodes in which devices are usually found, by the ids of the devices
 */
record BundledCatalogue(
    Index<Device> devices,
    Index<Nic> nics,
    Index<Node> nodes,
    Index<Sourced<Cluster>> clusters,
    Map<String, Node> usualNodes)
    implements HardwareCatalogue {

  static HardwareCatalogue get() {
    return Holder.BUNDLED;
  }

  @Override
  public Node defaultNode(Device device) {
    Node usual = usualNodes.get(device.id());
    return usual == null ? GenericNode.of(device, this) : usual.withDevice(device);
  }

  /** Reads the files when the catalogue is first asked for. */
  private static final class Holder {
    private static final HardwareCatalogue BUNDLED = CatalogueLoader.load();
  }
}
