package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.model.report.PlanningReport;
import io.millrace.model.report.Sensitivity;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.question.SensitivityQuestion;
import io.millrace.scenarios.tornado.TornadoChart;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --sensitivity} of {@code plan}, and where its picture goes. */
final class SensitivityOptions {
  private static final int MOST_DRAWS = 1_000_000;

  @Option(
      names = "--sensitivity",
      description =
          "What the answer hangs on: each input 20 %% less and more, and how often the best plan"
              + " wins under random draws of all uncertain parameters.")
  private boolean wanted;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "So many draws; ${DEFAULT-VALUE} if not given.")
  private int draws = SensitivityQuestion.usual().draws();

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "With --sensitivity: draw it, the largest effect on top.")
  private @Nullable OutputFile picture;

  /** Whether it was asked for. */
  boolean isWanted() {
    return wanted;
  }

  /** What is wrong with them. */
  List<Issue> issues() {
    List<Issue> issues = new ArrayList<>();
    if (draws < 1 || draws > MOST_DRAWS) {
      issues.add(new Issue("--draws", "must be 1 to " + MOST_DRAWS + ", is " + draws, ""));
    }
    if (picture != null && !wanted) {
      issues.add(new Issue("--svg", "draws what --sensitivity finds", "add --sensitivity"));
    }
    return issues;
  }

  /** Asks, if that is wanted and there is a plan. */
  Optional<Sensitivity> of(
      PlanningRequest request, Calibration calibration, PlanningReport report) {
    SensitivityQuestion usual = SensitivityQuestion.usual();
    return wanted
        ? usual.with(Math.min(usual.work(), request.work()), draws).of(request, calibration, report)
        : Optional.empty();
  }

  /** Draws it where the options say. */
  void draw(Sensitivity sensitivity, String title) {
    if (picture != null) {
      picture.write("--svg", TornadoChart.of(sensitivity, title));
    }
  }
}
