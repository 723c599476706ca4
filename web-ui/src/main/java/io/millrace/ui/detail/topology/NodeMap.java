package io.millrace.ui.detail.topology;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.plan.RankMap;
import io.millrace.model.plan.RankMap.Axis;
import io.millrace.scenarios.text.Numbers;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/** Nodes as boxes of devices; of many nodes some of every pipeline stage. */
@StyleSheet("context://millrace/chart.css")
@StyleSheet("context://millrace/topology.css")
final class NodeMap extends Div {
  private static final int MOST_NODES = 24;
  private static final int MOST_DEVICES = 256;
  private static final int COLOURS = 7;

  private final Cluster cluster;
  private final RankMap ranks;
  private final Map<Integer, NativeButton> devices = new LinkedHashMap<>();
  private final Set<Integer> nodes;

  /** Tells which rank is chosen. */
  NodeMap(Cluster cluster, RankMap ranks, IntConsumer onChoice) {
    this.cluster = cluster;
    this.ranks = ranks;
    nodes = drawn();
    addClassName("node-map");
    getElement().setAttribute("role", "group");
    getElement().setAttribute("aria-label", "Devices by node");
    for (int node : nodes) {
      add(box(node, onChoice));
    }
  }

  /** Nodes of every stage, as many of each as there is room for. */
  private Set<Integer> drawn() {
    int perNode = cluster.devicesPerNode();
    int most = Math.clamp(MOST_DEVICES / perNode, 1, MOST_NODES);
    Map<Integer, Set<Integer>> byStage = new LinkedHashMap<>();
    for (int rank = 0; rank < ranks.ranks(); rank++) {
      byStage
          .computeIfAbsent(ranks.place(rank, Axis.PIPELINE), _ -> new LinkedHashSet<>())
          .add(rank / perNode);
    }
    Set<Integer> chosen = new TreeSet<>();
    for (int turn = 0; turn < most && chosen.size() < most; turn++) {
      for (Set<Integer> ofStage : byStage.values()) {
        ofStage.stream()
            .skip(turn)
            .findFirst()
            .filter(_ -> chosen.size() < most)
            .ifPresent(chosen::add);
      }
    }
    return chosen;
  }

  private Div box(int node, IntConsumer onChoice) {
    Div cells = new Div();
    cells.addClassName("node-devices");
    int first = node * cluster.devicesPerNode();
    int end = Math.min(first + cluster.devicesPerNode(), ranks.ranks());
    for (int rank = first; rank < end; rank++) {
      int mine = rank;
      NativeButton device = new NativeButton(String.valueOf(rank));
      device.addClassName("device");
      device.addClickListener(
          click -> {
            select(mine);
            onChoice.accept(mine);
          });
      devices.put(rank, device);
      cells.add(device);
    }
    Span name = new Span("Node " + node);
    name.addClassName("node-name");
    Div box = new Div(name, cells);
    box.addClassName("node");
    return box;
  }

  /** Colours devices by their place along an axis. */
  void colour(Axis axis) {
    devices.forEach(
        (rank, device) -> {
          int place = ranks.place(rank, axis);
          device.getStyle().set("--device", "var(--chart-" + (place % COLOURS + 1) + ")");
          device.setAriaLabel("Rank %d, %s %d".formatted(rank, axis.key(), place));
          device.setTitle("Rank %d, %s %d".formatted(rank, axis.key(), place));
        });
  }

  private void select(int rank) {
    Set<Integer> group = new LinkedHashSet<>(List.of(rank));
    for (Axis axis : Axis.values()) {
      group.addAll(ranks.group(rank, axis));
    }
    devices.forEach(
        (it, device) -> {
          device.setClassName("chosen", it == rank);
          device.setClassName("grouped", it != rank && group.contains(it));
        });
  }

  /** What is not drawn, in words. */
  String leftOut() {
    int more = cluster.nodes() - nodes.size();
    return more > 0
        ? "%s more nodes are not drawn: some of every pipeline stage are."
            .formatted(Numbers.whole(more))
        : "All nodes are drawn.";
  }
}
