package io.millrace.scenarios.text;

import io.millrace.model.input.Assumption;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.posttraining.StepReport;
import io.millrace.model.workload.PostTraining;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A step of post-training for people: its time, its calls, what was assumed. */
public final class StepText {
  private static final int BAR_WIDTH = 24;
  private static final int WIDTH = 96;
  private static final String INDENT = "  ";

  private final PostTrainingScenario scenario;
  private final StepReport report;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private StepText(PostTrainingScenario scenario, StepReport report, Palette palette) {
    this.scenario = scenario;
    this.report = report;
    this.palette = palette;
  }

  /** The whole report, ending with a line feed. */
  public static String of(PostTrainingScenario scenario, StepReport report, Palette palette) {
    StepText text = new StepText(scenario, report, palette);
    text.reasons();
    text.lines.addAll(question(scenario, palette));
    text.headline();
    text.calls();
    text.assumptions();
    return String.join("\n", text.lines) + "\n";
  }

  /** Why it does not fit, and the time. */
  public static String brief(PostTrainingScenario scenario, StepReport report, Palette palette) {
    StepText text = new StepText(scenario, report, palette);
    text.reasons();
    text.headline();
    return String.join("\n", text.lines) + "\n";
  }

  private void reasons() {
    if (!report.feasible()) {
      lines.add(palette.bad("Does not fit:"));
      report.reasons().forEach(reason -> lines.add(INDENT + reason));
      lines.add("");
    }
  }

  /** What is asked, with an empty line behind it. */
  static List<String> question(PostTrainingScenario scenario, Palette palette) {
    List<String> lines = new ArrayList<>();
    PostTraining workload = scenario.workload();
    lines.add(palette.strong(scenario.name()));
    lines.add(
        INDENT
            + "%d × %s, %s with %s"
                .formatted(
                    scenario.cluster().devices(),
                    scenario.cluster().device().name(),
                    workload.dataflow().name(),
                    scenario.framework().id()));
    lines.add(
        INDENT
            + "%,d responses of %,.0f tokens to prompts of %,d, %d %s of weights, %s"
                .formatted(
                    workload.rollouts(),
                    workload.outputs().mean(),
                    workload.promptTokens(),
                    workload.updates(),
                    workload.updates() == 1 ? "update" : "updates",
                    workload.precision().key()));
    scenario.models().forEach((role, model) -> lines.add(INDENT + role + ": " + model.name()));
    lines.add("");
    return lines;
  }

  private void headline() {
    OptionalDouble published =
        scenario.published().map(it -> it.iterationSeconds()).orElse(OptionalDouble.empty());
    String line =
        "step time %s, 80 %% range %s"
            .formatted(
                palette.strong(Numbers.with(report.stepTime().value(), "s")),
                Numbers.range(report.stepTime()));
    if (published.isPresent()) {
      double difference = report.stepTime().value() / published.getAsDouble() - 1;
      line +=
          ", published %s (%s)"
              .formatted(
                  Numbers.with(published.getAsDouble(), "s"), Numbers.signedPercent(difference));
    }
    lines.add(INDENT + line);
    lines.add("");
  }

  private void calls() {
    lines.add(palette.strong("Calls of an iteration, in the order in which they start"));
    double whole = report.stepTime().value();
    Map<Table.Column, Function<StepReport.Call, String>> before = new LinkedHashMap<>();
    before.put(Table.Column.words("call"), StepReport.Call::name);
    before.put(
        Table.Column.words("placement"),
        it -> it.placement().isEmpty() ? "no device" : it.placement());
    Map<Table.Column, Function<StepReport.Call, String>> after = new LinkedHashMap<>();
    after.put(
        Table.Column.words(""),
        it -> "█".repeat((int) Math.round(BAR_WIDTH * Math.min(1, it.seconds() / whole))));
    CallTable.lines(scenario, report, before, after, palette)
        .forEach(line -> lines.add(INDENT + line));
  }

  private void assumptions() {
    if (report.assumptions().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Assumed, as the scenario does not say");
    for (Assumption assumption : report.assumptions()) {
      Paragraph.wrap(assumption.toString(), WIDTH)
          .forEach(line -> lines.add(INDENT + palette.faint(line)));
    }
  }
}
