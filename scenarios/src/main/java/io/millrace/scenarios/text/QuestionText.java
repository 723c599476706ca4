package io.millrace.scenarios.text;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Training;
import java.util.List;

/**
 * What a scenario asks about, in two lines: devices and model, then the workload.
 *
 * @param scenario the question
 */
record QuestionText(Scenario scenario) {

  List<String> lines(Palette palette) {
    Cluster cluster = scenario.cluster();
    ModelArchitecture model = scenario.model();
    Training workload = scenario.workload();
    return List.of(
        "%s × %s in %s, %s with %s parameters"
            .formatted(
                Numbers.whole(cluster.devices()),
                cluster.device().name(),
                cluster.nodes() == 1 ? "one node" : Numbers.whole(cluster.nodes()) + " nodes",
                model.name(),
                parameters(model.parameters())),
        "%s sequences of %s tokens, %s, %s"
            .formatted(
                Numbers.whole(workload.globalBatch()),
                Numbers.whole(workload.sequence()),
                workload.precision().key(),
                framework(palette)));
  }

  private String framework(Palette palette) {
    boolean assumed =
        scenario.assumptions().stream().anyMatch(it -> it.path().equals("workload.framework"));
    String id = scenario.framework().id();
    return assumed ? palette.bad(id + " framework (assumed, see below)") : id;
  }

  private static String parameters(long count) {
    return count < 1_000_000_000L
        ? Numbers.plain(count / 1e6) + " million"
        : Numbers.plain(count / 1e9) + " billion";
  }
}
