package io.millrace.scenarios.text;

import io.millrace.model.posttraining.DeviceFill;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepReport;
import io.millrace.model.posttraining.WeightSeconds;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.workload.Asynchrony;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The calls of an iteration as a table, with lines below that say what its columns mean. What is
 * nothing for every call has no column.
 */
final class CallTable {
  private static final int WIDTH = 96;
  private static final double ROUNDING = 1e-6;

  private final PostTrainingScenario scenario;
  private final StepReport report;
  private final Palette palette;
  private final Map<Table.Column, Function<StepReport.Call, String>> columns =
      new LinkedHashMap<>();
  private final List<String> legend = new ArrayList<>();

  private CallTable(PostTrainingScenario scenario, StepReport report, Palette palette) {
    this.scenario = scenario;
    this.report = report;
    this.palette = palette;
  }

  /**
   * With columns of somebody else's around its own.
   *
   * @param before the name of a call and where it runs
   * @param after comparisons
   */
  static List<String> lines(
      PostTrainingScenario scenario,
      StepReport report,
      Map<Table.Column, Function<StepReport.Call, String>> before,
      Map<Table.Column, Function<StepReport.Call, String>> after,
      Palette palette) {
    CallTable table = new CallTable(scenario, report, palette);
    table.columns.putAll(before);
    table.times();
    table.memory();
    table.columns.putAll(after);
    return table.lines();
  }

  /** Nothing as a dash. */
  static String seconds(double seconds) {
    return seconds == 0 ? "-" : Numbers.with(seconds, "s");
  }

  private void times() {
    columns.put(Table.Column.numbers("starts"), it -> seconds(it.start()));
    legend.add("starts: after the first call of the iteration" + overlap());
    List<String> within = new ArrayList<>();
    weights("travel", "bytes from where they are trained", WeightSeconds::travel, within);
    weights(
        "load", "taken over by the engine, tensor by tensor", WeightSeconds::synchronise, within);
    weights(
        "room",
        "what the trainer keeps goes to the host's memory and back",
        WeightSeconds::makeRoom,
        within);
    columns.put(Table.Column.numbers("takes"), it -> seconds(it.seconds()));
    legend.add(
        "takes: from its start to its end"
            + (within.isEmpty()
                ? ""
                : ", of that first, for updated weights: " + String.join("; ", within)));
    if (batchesOverlap()) {
      legend.add(
          "generation takes what a batch adds to its engines' time: batches overlap, as weights go"
              + " over while the engines work");
    }
  }

  private String overlap() {
    double end =
        report.calls().stream().mapToDouble(it -> it.start() + it.seconds()).max().orElse(0);
    return end > report.stepTime().value() * (1 + ROUNDING)
        ? "; the next iteration starts after a step time, before this one's last calls have ended"
        : "";
  }

  private boolean batchesOverlap() {
    return scenario.framework().transfer().inFlight()
        && scenario.workload().asynchrony() instanceof Asynchrony.Steps steps
        && steps.staleness() > 0
        && report.calls().stream().allMatch(it -> it.weights().makeRoom() == 0);
  }

  private void weights(
      String title, String meaning, ToDoubleFunction<WeightSeconds> part, List<String> within) {
    if (report.calls().stream().anyMatch(it -> part.applyAsDouble(it.weights()) > 0)) {
      columns.put(Table.Column.numbers(title), it -> seconds(part.applyAsDouble(it.weights())));
      within.add(title + ", " + meaning);
    }
  }

  private void memory() {
    report.calls().stream()
        .flatMap(it -> it.fill().stream())
        .findFirst()
        .ifPresent(
            any -> {
              columns.put(
                  Table.Column.numbers("holds"),
                  it -> it.fill().map(DeviceFill::bytes).map(CallTable::bytes).orElse("-"));
              legend.add(
                  "holds: its fullest device while it runs, with what models trained there keep, of "
                      + bytes(any.capacity()));
            });
  }

  private static String bytes(double bytes) {
    return Bytes.of(bytes).toString();
  }

  private List<String> lines() {
    Table table = new Table(List.copyOf(columns.keySet()));
    for (StepReport.Call call : report.calls()) {
      table.row(columns.values().stream().map(it -> it.apply(call)).toList());
    }
    List<String> lines = new ArrayList<>(table.lines(palette));
    for (String meaning : legend) {
      Paragraph.wrap(meaning, WIDTH).forEach(it -> lines.add(palette.faint(it)));
    }
    if (report.betweenCalls() > 0) {
      lines.add(
          palette.faint(
              "beside its calls, in which the controller works: "
                  + seconds(report.betweenCalls())));
    }
    return lines;
  }
}
