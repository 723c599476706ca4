package io.millrace.scenarios.text;

import io.millrace.model.posttraining.PostTrainingRun;
import io.millrace.model.posttraining.PostTrainingRun.Activity;
import io.millrace.model.posttraining.PostTrainingRun.DeviceMemory;
import io.millrace.model.posttraining.PostTrainingRun.Kind;
import io.millrace.model.posttraining.PostTrainingRun.MemoryStep;
import io.millrace.model.posttraining.PostTrainingRun.Movement;
import io.millrace.model.posttraining.StepReport;
import io.millrace.model.quantity.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A simulated run of post-training for people: its pace, a timeline, transfers, memory. */
public final class RunText {
  /** Characters of a timeline, which leaves room for names of devices on a line of a hundred. */
  private static final int CELLS = 72;

  /** Shown of a timeline: enough to see how iterations overlap. */
  private static final int ITERATIONS = 3;

  private static final String INDENT = "  ";

  /** Relative differences below this are shown as 0.0 %. */
  private static final double SAME = 5e-4;

  /** Of the legend: a timeline and names of devices. */
  private static final int WIDTH = CELLS + 20;

  private static final char IDLE = '.';
  private static final char BEFORE = '+';

  private final StepReport report;
  private final PostTrainingRun run;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  /** A letter for each call on devices. */
  private final Map<String, Character> letters = new LinkedHashMap<>();

  private RunText(StepReport report, PostTrainingRun run, Palette palette) {
    this.report = report;
    this.run = run;
    this.palette = palette;
    for (Activity it : run.activities()) {
      if (it.mesh().isPresent()) {
        letters.computeIfAbsent(it.call(), call -> (char) ('A' + letters.size()));
      }
    }
  }

  /** All of it, ending with a line feed. */
  public static String of(StepReport report, PostTrainingRun run, Palette palette) {
    RunText text = new RunText(report, run, palette);
    text.headline();
    text.timeline();
    text.transfers();
    text.memory();
    return String.join("\n", text.lines) + "\n";
  }

  private void headline() {
    double difference = run.stepSeconds() / report.stepTime().value() - 1;
    lines.add("");
    lines.add(
        "Simulated with what contends for links: %s a step, %s"
            .formatted(
                palette.strong(Numbers.with(run.stepSeconds(), "s")),
                Math.abs(difference) < SAME
                    ? "as estimated"
                    : Numbers.signedPercent(difference) + " against the estimate"));
  }

  private void timeline() {
    List<Activity> shown =
        run.activities().stream().filter(it -> it.iteration() < ITERATIONS).toList();
    double end = shown.stream().mapToDouble(Activity::end).max().orElse(0);
    if (end == 0) {
      return;
    }
    lines.add("");
    lines.add(
        palette.strong("The first %d iterations".formatted(Math.min(ITERATIONS, run.iterations())))
            + ", a character for "
            + Numbers.with(end / CELLS, "s"));
    Table table = new Table(List.of(Table.Column.words("devices"), Table.Column.words("")));
    for (DeviceMemory range : run.memory()) {
      StringBuilder row = new StringBuilder();
      for (int cell = 0; cell < CELLS; cell++) {
        row.append(at(shown, range, (cell + 0.5) * end / CELLS));
      }
      table.row(range.devices().label(), row.toString());
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    List<String> legend = new ArrayList<>();
    letters.forEach((call, letter) -> legend.add(letter + "=" + call));
    legend.add(BEFORE + "=weights");
    Paragraph.wrap(String.join(", ", legend), WIDTH)
        .forEach(line -> lines.add(INDENT + palette.faint(line)));
  }

  private char at(List<Activity> shown, DeviceMemory range, double time) {
    for (Activity it : shown) {
      boolean here = it.mesh().filter(mesh -> mesh.contains(range.devices().first())).isPresent();
      if (here && it.start() <= time && time < it.end()) {
        return it.kind() == Kind.CALL ? letters.getOrDefault(it.call(), IDLE) : BEFORE;
      }
    }
    return IDLE;
  }

  private void transfers() {
    int last = run.iterations() - 1;
    List<Movement> shown =
        run.movements().stream()
            .filter(it -> it.iteration() == last)
            .sorted(Comparator.comparingDouble(it -> -it.bytes()))
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(palette.strong("What travels in an iteration"));
    Table table =
        new Table(
            List.of(
                Table.Column.words("what"),
                Table.Column.words("for"),
                Table.Column.words("from"),
                Table.Column.words("to"),
                Table.Column.numbers("arrives"),
                Table.Column.numbers("takes")));
    for (Movement it : shown) {
      table.row(
          it.what(),
          it.call(),
          it.from(),
          it.to(),
          Bytes.of(it.bytes()).toString(),
          Numbers.with(it.end() - it.start(), "s"));
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
  }

  private void memory() {
    lines.add("");
    lines.add(palette.strong("Memory of a device at its fullest"));
    Table table =
        new Table(
            List.of(
                Table.Column.words("devices"),
                Table.Column.numbers("holds"),
                Table.Column.numbers("of"),
                Table.Column.words("in"),
                Table.Column.numbers("trainers"),
                Table.Column.numbers("weights"),
                Table.Column.numbers("working")));
    for (DeviceMemory it : run.memory()) {
      MemoryStep fullest = it.fullest();
      table.row(
          it.devices().label(),
          bytes(fullest.bytes()),
          bytes(it.capacity()),
          during(it, fullest).orElse("-"),
          bytes(fullest.trainers()),
          bytes(fullest.weights()),
          bytes(fullest.working()));
    }
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
  }

  /** The call for which a device holds what it does. */
  private Optional<String> during(DeviceMemory range, MemoryStep step) {
    return run.activities().stream()
        .filter(it -> it.mesh().filter(m -> m.contains(range.devices().first())).isPresent())
        .filter(it -> it.kind() == Kind.CALL && it.end() > step.time())
        .filter(it -> step.bytes() > 0)
        .map(Activity::call)
        .findFirst();
  }

  private static String bytes(double bytes) {
    return bytes == 0 ? "-" : Bytes.of(bytes).toString();
  }
}
