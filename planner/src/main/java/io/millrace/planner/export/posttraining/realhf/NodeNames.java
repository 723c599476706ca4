package io.millrace.planner.export.posttraining.realhf;

import io.millrace.model.plan.DeviceMesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Names of meshes: {@code NODE01:0,1,2,3} for a slice of a node, {@code NODE[01-02]} for whole
 * nodes, of which the first is number 1 (realhf/api/quickstart/device_mesh.py).
 */
final class NodeNames {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z_-]*(?:(\\d{1,6})|\\[(\\d{1,6})(?:-(\\d{1,6}))?])(?::([\\d,]+))?");

  private final int devicesPerNode;

  NodeNames(int devicesPerNode) {
    this.devicesPerNode = devicesPerNode;
  }

  /** The name of all nodes. */
  String all(int nodes) {
    return range(1, nodes);
  }

  /** The name of a mesh. */
  String name(DeviceMesh mesh) {
    int first = mesh.first() / devicesPerNode + 1;
    if (mesh.size() >= devicesPerNode) {
      return range(first, (mesh.end() - 1) / devicesPerNode + 1);
    }
    return "NODE%02d:%s"
        .formatted(
            first,
            IntStream.range(0, mesh.size())
                .mapToObj(it -> Integer.toString(mesh.first() % devicesPerNode + it))
                .collect(Collectors.joining(",")));
  }

  private static String range(int first, int last) {
    return first == last ? "NODE%02d".formatted(first) : "NODE[%02d-%02d]".formatted(first, last);
  }

  /** The mesh of a name; empty where it names none, or devices that are not next to each other. */
  Optional<DeviceMesh> mesh(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String one = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    int first = Integer.parseInt(one);
    int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
    if (first < 1 || last < first) {
      return Optional.empty();
    }
    int start = (first - 1) * devicesPerNode;
    if (matcher.group(4) == null) {
      return Optional.of(new DeviceMesh(start, (last - first + 1) * devicesPerNode));
    }
    return first == last ? slice(start, matcher.group(4)) : Optional.empty();
  }

  private Optional<DeviceMesh> slice(int start, String numbers) {
    List<Integer> devices = new ArrayList<>();
    for (String number : numbers.split(",", -1)) {
      if (number.isEmpty() || number.length() > 6) {
        return Optional.empty();
      }
      devices.add(Integer.parseInt(number));
    }
    int low = devices.getFirst();
    boolean consecutive =
        IntStream.range(0, devices.size()).allMatch(it -> devices.get(it) == low + it)
            && low + devices.size() <= devicesPerNode;
    return consecutive
        ? Optional.of(new DeviceMesh(start + low, devices.size()))
        : Optional.empty();
  }
}
