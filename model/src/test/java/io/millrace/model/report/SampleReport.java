package io.millrace.model.report;

import io.millrace.model.input.Assumption;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.quantity.Bytes;
import io.millrace.model.scenario.Measured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A report with round numbers: 10 s on 8 devices, half of the peak. */
final class SampleReport {
  static final Measured PUBLISHED =
      new Measured(
          OptionalDouble.of(8),
          OptionalDouble.of(2000),
          OptionalDouble.of(200),
          OptionalDouble.of(100),
          OptionalDouble.of(160),
          OptionalDouble.of(40),
          OptionalDouble.of(80),
          Optional.of(new Bytes(50)),
          "a paper, table 1");

  private SampleReport() {}

  static SimulationReport published(Optional<Measured> published) {
    Map<String, Bytes> parts = new LinkedHashMap<>();
    parts.put("weights", new Bytes(30));
    parts.put("activations", new Bytes(10));
    return new SimulationReport(
        "a run",
        "d4t2p1",
        8,
        false,
        List.of("stage 0 does not fit"),
        new Figure(10, 8, 12.5, "s"),
        Map.of(TimePart.BUBBLE, 4.0, TimePart.MATRIX_PRODUCTS, 6.0),
        0,
        0.5,
        0.6,
        new Figure(100, 80, 125, "TFLOP/s"),
        new Figure(1600, 1280, 2000, "tokens/s"),
        List.of(new MemoryUse(0, "hbm", parts, new Bytes(35))),
        Optional.empty(),
        Optional.of(new Figure(3, 2, 4, "J")),
        Optional.empty(),
        published,
        List.of(
            new Contribution(new Parameter("kernels.hopper.memory", 0.9, 0.05, ""), -0.02, 0.25)),
        List.of(new Assumption("plan.recompute", "full", "the default")),
        new SimulationReport.Provenance("millrace 1", 7, List.of("a table"), 42));
  }
}
