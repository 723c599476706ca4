package io.millrace.scenarios.text;

import io.millrace.model.input.Assumption;
import io.millrace.model.streams.EnvironmentWorkers;
import io.millrace.model.streams.ParameterServer;
import io.millrace.model.streams.PolicyWorkers;
import io.millrace.model.streams.Stage;
import io.millrace.model.streams.Stream;
import io.millrace.model.streams.StreamEstimate;
import io.millrace.model.streams.StreamReport;
import io.millrace.model.streams.StreamRun;
import io.millrace.model.streams.StreamScenario;
import io.millrace.model.streams.TrainerWorkers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Workers joined by streams for people: how much they learn from, and what holds them up. */
public final class StreamText {
  private static final int WIDTH = 96;
  private static final String INDENT = "  ";

  private final StreamReport report;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  private StreamText(StreamReport report, Palette palette) {
    this.report = report;
    this.palette = palette;
  }

  /** The whole report, ending with a line feed. */
  public static String of(StreamScenario scenario, StreamReport report, Palette palette) {
    StreamText text = new StreamText(report, palette);
    text.reasons();
    text.lines.add(palette.strong(scenario.name()));
    text.lines.add(
        INDENT
            + "%,d × %s, of which policies and trainers use %s; environments use %,d cores"
                .formatted(
                    scenario.cluster().devices(),
                    scenario.cluster().device().name(),
                    Numbers.plain(scenario.devicesNeeded()),
                    scenario.coresNeeded()));
    text.lines.add("");
    text.headline();
    text.limits();
    text.stages();
    text.streams();
    text.assumptions();
    return String.join("\n", text.lines) + "\n";
  }

  /** Why it does not fit, and how much is learnt from. */
  public static String brief(StreamReport report, Palette palette) {
    StreamText text = new StreamText(report, palette);
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

  private void headline() {
    StreamRun run = report.run();
    double steps = run.framesPerSecond() / report.dataflow().framesPerTrainingStep();
    StreamEstimate.Limit binding = report.estimate().binding();
    lines.add(
        INDENT
            + "%s frames per second, %s samples per second, a step of training each %s"
                .formatted(
                    palette.strong(Numbers.plain(run.framesPerSecond())),
                    Numbers.plain(
                        run.framesPerSecond() / report.dataflow().environments().sampleSteps()),
                    Numbers.with(1 / steps, "s")));
    lines.add(
        INDENT
            + "at most %s, held up by %s; for more: %s"
                .formatted(
                    Numbers.plain(binding.framesPerSecond()),
                    binding.cause().key(),
                    binding.cause().remedy()));
    lines.add(
        INDENT
            + String.format(
                Locale.ROOT,
                "samples are %.1f versions old when they are learnt from, at most %d (closed form"
                    + " %.1f)",
                run.staleness().mean(),
                run.staleness().most(),
                report.estimate().staleness()));
    lines.add("");
  }

  private void limits() {
    lines.add(palette.strong("What frames per second are limited by"));
    Table table =
        new Table(
            List.of(
                Table.Column.words("limit"),
                Table.Column.numbers("frames/s"),
                Table.Column.numbers("reached")));
    for (StreamEstimate.Limit limit : report.estimate().limits()) {
      table.row(
          limit.cause().key(),
          Numbers.plain(limit.framesPerSecond()),
          Numbers.percent(report.run().framesPerSecond() / limit.framesPerSecond()));
    }
    add(table);
  }

  private void stages() {
    lines.add(palette.strong("Stages"));
    Table table =
        new Table(
            List.of(
                Table.Column.words("stage"),
                Table.Column.numbers("workers"),
                Table.Column.numbers("busy"),
                Table.Column.words("")));
    for (Stage stage : report.dataflow().stages()) {
      OptionalDouble busy = report.run().busy(stage);
      table.row(
          stage.name(),
          Numbers.whole(stage.workers()),
          busy.isPresent() ? Numbers.percent(busy.getAsDouble()) : "",
          remark(stage));
    }
    add(table);
  }

  private String remark(Stage stage) {
    StreamRun run = report.run();
    return switch (stage) {
      case EnvironmentWorkers it ->
          "%,d in a ring, %s of the time blocked by full streams"
              .formatted(it.ring(), Numbers.percent(run.blocked()));
      case PolicyWorkers _ ->
          "batches of %s, an action after %s"
              .formatted(Numbers.plain(run.meanBatch()), Numbers.with(run.replySeconds(), "s"));
      case TrainerWorkers it -> "%,d samples a step".formatted(it.samplesPerStep());
      case ParameterServer _ -> "";
    };
  }

  private void streams() {
    lines.add(palette.strong("Streams"));
    Table table =
        new Table(
            List.of(
                Table.Column.words("stream"),
                Table.Column.words("from"),
                Table.Column.words("to"),
                Table.Column.numbers("room for"),
                Table.Column.numbers("waiting"),
                Table.Column.numbers("at most")));
    for (Stream stream : report.dataflow().graph().edgeSet()) {
      Optional<StreamRun.Level> waiting = report.run().waiting(stream.kind());
      table.row(
          stream.kind().key(),
          stream.from().name(),
          stream.to().name(),
          stream.capacity().isPresent() ? Numbers.whole(stream.capacity().getAsInt()) : "",
          waiting.map(it -> Numbers.plain(it.mean())).orElse(""),
          waiting.map(it -> Numbers.whole(it.most())).orElse(""));
    }
    add(table);
    lines.removeLast();
  }

  private void add(Table table) {
    table.lines(palette).forEach(line -> lines.add(INDENT + line));
    lines.add("");
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
