package io.millrace.ui.runs;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.measurement.MeasurementsReader;
import io.millrace.model.report.JsonText;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.CheckJson;
import io.millrace.scenarios.check.CheckResult;
import io.millrace.scenarios.check.Grouping;
import io.millrace.scenarios.check.MeasurementCheck;
import io.millrace.simulator.PostTrainingEstimator;
import io.millrace.simulator.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Predicts measured cases, a few at a time. */
public final class CheckWork implements RunWork {
  /** Cases of a check; no family that ships has as many. */
  public static final int MOST = 200;

  /** Cases between two looks at whether anybody still waits. */
  private static final int TOGETHER = 8;

  private final MeasurementsReader reader = new MeasurementsReader(ScenarioReader.bundled());
  private final MeasurementCheck check =
      new MeasurementCheck(Simulator.calibrated(), PostTrainingEstimator.calibrated());

  /** Reads measurements in YAML or JSON; too many of them are an issue. */
  public Parsed<List<MeasuredCase>> read(String text) {
    return ScenarioTexts.document(text)
        .then((Document document) -> reader.read(document))
        .then(CheckWork::bounded);
  }

  private static Parsed<List<MeasuredCase>> bounded(List<MeasuredCase> cases) {
    if (cases.isEmpty() || cases.size() > MOST) {
      String message = "has %d cases".formatted(cases.size());
      return new Parsed.Invalid<>(
          List.of(new Issue("cases", message, "give 1 to %d at a time".formatted(MOST))));
    }
    return new Parsed.Valid<>(cases);
  }

  @Override
  public String answer(String question, Watch watch) {
    List<MeasuredCase> cases = read(question).orThrow();
    List<CaseResult> results = new ArrayList<>();
    for (int from = 0; from < cases.size() && !watch.cancelled(); from += TOGETHER) {
      int to = Math.min(cases.size(), from + TOGETHER);
      results.addAll(check.run(cases.subList(from, to), _ -> {}).results());
      watch.progress(
          (double) to / cases.size(), "%d of %d cases predicted".formatted(to, cases.size()));
    }
    return JsonText.of(
        CheckJson.of(
            new CheckResult(results),
            List.of(Grouping.FAMILY),
            Optional.empty(),
            Optional.empty(),
            List.of()));
  }
}
