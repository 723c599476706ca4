package io.millrace.ui.detail.topology;

import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.FabricLevel;
import io.millrace.model.plan.RankMap;
import io.millrace.model.plan.RankMap.Axis;
import io.millrace.model.scenario.Scenario;
import io.millrace.scenarios.text.Numbers;
import io.millrace.ui.detail.PagePanel;
import io.millrace.ui.figures.DataTable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nodes with their devices, coloured by what their ranks are, and the links that join them. */
final class TopologyPanel extends PagePanel {
  private final Cluster cluster;
  private final RankMap ranks;
  private final Paragraph chosen = note("Choose a device to see its groups.");

  TopologyPanel(Scenario scenario) {
    cluster = scenario.cluster();
    ranks = new RankMap(scenario.plan().orElseThrow());
    NodeMap map = new NodeMap(cluster, ranks, this::choose);
    Select<Axis> colour = new Select<>();
    colour.setLabel("Colour by");
    colour.setItems(axes().toList());
    colour.setItemLabelGenerator(TopologyPanel::label);
    colour.setValue(ranks.degree(Axis.PIPELINE) > 1 ? Axis.PIPELINE : Axis.DATA);
    colour.addValueChangeListener(
        change -> {
          if (change.getValue() != null) {
            map.colour(change.getValue());
          }
        });
    map.colour(colour.getValue());
    chosen.getElement().setAttribute("role", "status");
    add(
        sentence(
            "%s devices in %s nodes of %s (%s), joined by a network of kind %s."
                .formatted(
                    Numbers.whole(cluster.devices()),
                    Numbers.whole(cluster.nodes()),
                    cluster.devicesPerNode(),
                    cluster.node().name(),
                    cluster.network().topology().key())),
        colour,
        map,
        note(map.leftOut()),
        chosen,
        new H3("Links, from the innermost"),
        levels(),
        new H3("Groups of rank 0 and the links that join them"),
        groups());
  }

  /** Those with more than one rank, and replicas, which there always are. */
  private Stream<Axis> axes() {
    return Stream.of(Axis.values()).filter(it -> it == Axis.DATA || ranks.degree(it) > 1);
  }

  private static String label(Axis axis) {
    return axis == Axis.PIPELINE ? "pipeline stage" : axis.key() + " rank";
  }

  private void choose(int rank) {
    chosen.setText(
        "Rank %d: %s. Groups: %s."
            .formatted(
                rank,
                axes()
                    .map(it -> label(it) + " " + ranks.place(rank, it))
                    .collect(Collectors.joining(", ")),
                axes()
                    .map(it -> it.key() + " " + shortened(ranks.group(rank, it)))
                    .collect(Collectors.joining("; "))));
  }

  private static String shortened(List<Integer> group) {
    String first = group.stream().limit(8).map(String::valueOf).collect(Collectors.joining(", "));
    return group.size() <= 8 ? first : first + " and " + (group.size() - 8) + " more";
  }

  private DataTable levels() {
    DataTable table =
        new DataTable("Classes of links")
            .heads(List.of("Links", "Joins", "Of each device", "Latency"));
    for (FabricLevel level : cluster.levels()) {
      table.row(
          List.of(new Span(level.name())),
          List.of(
              new Span(Numbers.whole(level.span()) + " devices"),
              new Span(level.perDevice().toString()),
              new Span(level.latency().toString())));
    }
    return table;
  }

  private DataTable groups() {
    DataTable table =
        new DataTable("Groups").heads(List.of("Axis", "Ranks of a group", "Joined by"));
    axes()
        .forEach(
            axis -> {
              List<Integer> group = ranks.group(0, axis);
              table.row(
                  List.of(new Span(axis.key())),
                  List.of(
                      new Span(shortened(group)),
                      new Span(
                          RankMap.joining(cluster, group).map(FabricLevel::name).orElse("–"))));
            });
    return table;
  }
}
