package io.millrace.scenarios.cli;

import io.millrace.model.input.Parsed;
import io.millrace.scenarios.replay.FlowReplay;
import io.millrace.scenarios.replay.FlowReplayReader;
import io.millrace.scenarios.replay.ReplayResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace replay}: when each flow of a list ends. */
@Command(
    name = "replay",
    description = "Plays a list of flows over links and tells when each flow ends.")
final class ReplayCommand implements Callable<Integer> {
  @ParentCommand private Millrace millrace;

  @Parameters(
      paramLabel = "FLOWS.json",
      description =
          "The links and the flows: {linkBytesPerSecond, flows: [{start, bytes, links}]}.")
  private Path file;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    return switch (FlowReplayReader.read(file)) {
      case Parsed.Valid<FlowReplay> valid -> replay(valid.value());
      case Parsed.Invalid<FlowReplay> invalid ->
          millrace.issues().print(file.toString(), invalid.issues());
    };
  }

  private int replay(FlowReplay replay) {
    ReplayResult result = replay.run();
    PrintWriter out = millrace.terminal().out();
    json.write(result.json(), out);
    if (!json.replacesText()) {
      print(replay, result, out);
    }
    return ExitStatus.FINE;
  }

  private static void print(FlowReplay replay, ReplayResult result, PrintWriter out) {
    out.println("flow  end (s)");
    double last = 0;
    for (int flow = 0; flow < result.ends().size(); flow++) {
      OptionalDouble end = result.ends().get(flow);
      last = Math.max(last, end.orElse(0));
      String text =
          end.isPresent() ? String.format(Locale.ROOT, "%.15g", end.getAsDouble()) : "never";
      out.printf(Locale.ROOT, "%4d  %s%n", flow, text);
    }
    out.printf(Locale.ROOT, "%d flows, the last ends at %.15g s%n", result.ends().size(), last);
    result
        .largestDifference(replay)
        .ifPresent(
            difference ->
                out.printf(
                    Locale.ROOT,
                    "largest relative difference from the ends in the file: %.3g%n",
                    difference));
  }
}
