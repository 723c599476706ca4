package io.millrace.model.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Consecutive devices of a cluster that run a call together: some nodes, or a slice of one.
 *
 * @param first number of the first device
 * @param size how many
 */
public record DeviceMesh(int first, int size) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,8})(?:-(\\d{1,8}))?");

  /** Checks the numbers. */
  public DeviceMesh {
    if (first < 0 || size < 1) {
      throw new IllegalArgumentException(
          "a mesh has a first device and at least one: " + first + ", " + size);
    }
  }

  /** Reads {@code 0-7}, or {@code 5} for one device. */
  public static DeviceMesh parse(String text) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no range of devices such as 0-7");
    }
    int first = Integer.parseInt(matcher.group(1));
    int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
    if (last < first) {
      throw new IllegalArgumentException("'" + text + "' ends before it begins");
    }
    return new DeviceMesh(first, last - first + 1);
  }

  /** The number after that of the last device. */
  public int end() {
    return first + size;
  }

  /** Whether a device is one of them. */
  public boolean contains(int device) {
    return first <= device && device < end();
  }

  /** Whether both have a device in common, so that their calls take turns. */
  public boolean overlaps(DeviceMesh other) {
    return first < other.end() && other.first < end();
  }

  /**
   * Whether nodes are taken whole, or one node's slice begins at a multiple of its size, so that a
   * power of two of devices lies as close together as it can (ReaL's legal meshes:
   * realhf/api/quickstart/device_mesh.py).
   *
   * @param devicesPerNode of the cluster
   */
  public boolean isAligned(int devicesPerNode) {
    return size >= devicesPerNode
        ? first % devicesPerNode == 0 && size % devicesPerNode == 0
        : first % size == 0 && devicesPerNode % size == 0;
  }

  /** The range in files: {@code 0-7}. */
  public String label() {
    return size == 1 ? Integer.toString(first) : first + "-" + (end() - 1);
  }
}
