package io.millrace.model.hardware;

/** How nodes are joined. */
public enum Topology {
  /** Leaf and spine switches with as many ways up as down. */
  FAT_TREE("fat-tree"),
  /** A fat tree in which the n-th NICs of all nodes of a group share their leaf switch. */
  RAIL_OPTIMISED("rail-optimised"),
  /** Groups of switches, each group with a link to each other one. */
  DRAGONFLY("dragonfly"),
  /** A three-dimensional grid that wraps around. */
  TORUS_3D("torus-3d");

  private final String key;

  Topology(String key) {
    this.key = key;
  }

  /** The name in files. */
  public String key() {
    return key;
  }

  /** How its links look to a device. */
  FabricLevel.Kind kind() {
    return switch (this) {
      case FAT_TREE, RAIL_OPTIMISED, DRAGONFLY -> FabricLevel.Kind.SWITCH;
      case TORUS_3D -> FabricLevel.Kind.TORUS;
    };
  }
}
