package io.millrace.scenarios;

import io.millrace.model.input.Document;
import io.millrace.model.measurement.MeasuredCase;
import io.millrace.model.measurement.MeasurementsReader;
import io.millrace.model.report.Figure;
import io.millrace.model.report.SimulationReport;
import io.millrace.model.report.TimePart;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.scenarios.check.CaseResult;
import io.millrace.scenarios.check.Metric;
import io.millrace.scenarios.check.Prediction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Small measured cases: eight layers on eight A100, two stages. */
public final class SampleCases {

  private SampleCases() {}

  /** A case as {@code measurements/1} writes it. */
  public static String text(String id, String family, int batch, double seconds) {
    return text(id, family, batch, seconds, "1f1b", false);
  }

  /** A case as {@code measurements/1} writes it. */
  public static String text(
      String id, String family, int batch, double seconds, String schedule, boolean superseded) {
    return String.format(
        Locale.ROOT,
        """
        {"id": "%s", "family": "%s", "source": {"title": "made up"}, "superseded": %s,
         "cluster": {"device": "nvidia-a100-40g", "devices": 8},
         "model": {"name": "tiny", "layers": 8, "hidden": 1024, "ffn": 4096, "heads": 16,
                   "activation": "gelu", "vocab": 51200},
         "workload": {"type": "training", "framework": "megatron-lm-2022", "globalBatch": %d,
                      "sequence": 1024, "precision": "fp16"},
         "plan": {"data": 4, "pipeline": 2, "schedule": "%s"},
         "measured": {"iterationSeconds": %s}}
        """,
        id,
        family,
        superseded,
        batch,
        schedule,
        seconds);
  }

  /** A case with other degrees of parallelism on the same eight devices. */
  public static String planned(String id, String family, int batch, String label, double seconds) {
    return text(id, family, batch, seconds)
        .replace("\"data\": 4, \"pipeline\": 2", "\"label\": \"" + label + "\"");
  }

  /** A file of cases. */
  public static String file(List<String> cases) {
    return cases.stream()
        .collect(Collectors.joining(",\n", "{\"format\": \"measurements/1\", \"cases\": [", "]}"));
  }

  /** The cases of a file's text. */
  public static List<MeasuredCase> read(String file) {
    return new MeasurementsReader(ScenarioReader.bundled())
        .read(Document.parse(file, true).orThrow())
        .orThrow();
  }

  /** A case of which the iteration was measured. */
  public static MeasuredCase measured(String id, String family, double seconds) {
    return read(file(List.of(text(id, family, 16, seconds)))).getFirst();
  }

  /** A prediction of an iteration time, 15 % more or less. */
  public static CaseResult.Predicted predicted(
      String id, String family, double measured, double predicted) {
    return predicted(measured(id, family, measured), predicted);
  }

  /** A prediction of an iteration time, 15 % more or less. */
  public static CaseResult.Predicted predicted(MeasuredCase source, double seconds) {
    return new CaseResult.Predicted(
        source, Metric.ITERATION_TIME, new Prediction.Iteration(report(seconds)));
  }

  private static SimulationReport report(double seconds) {
    return new SimulationReport(
        "a run",
        "d4t1p2",
        8,
        true,
        List.of(),
        new Figure(seconds, seconds * 0.85, seconds * 1.15, "s"),
        Map.of(TimePart.MATRIX_PRODUCTS, seconds * 0.75, TimePart.BUBBLE, seconds * 0.25),
        0,
        0.4,
        0.5,
        Figure.exact(100, "TFLOP/s"),
        Figure.exact(1000, "tokens/s"),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        new SimulationReport.Provenance("millrace", 0, List.of(), 1));
  }
}
