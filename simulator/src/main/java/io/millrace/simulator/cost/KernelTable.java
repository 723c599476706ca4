package io.millrace.simulator.cost;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.hardware.Device;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterDocument;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.model.quantity.Duration;
import io.millrace.simulator.cost.KernelParameters.AttentionRate;
import io.millrace.simulator.cost.KernelParameters.MatrixRate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kernel parameters of every generation that somebody has measured or transferred. */
final class KernelTable {
  static final String PARAMETERS = "kernels";

  private final Map<String, KernelParameters> byGeneration;
  private final List<Parameter> parameters;

  private KernelTable(Map<String, KernelParameters> byGeneration, List<Parameter> parameters) {
    this.byGeneration = byGeneration;
    this.parameters = parameters;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** The parameters of the device's generation, or the generic ones. */
  KernelParameters of(Device device) {
    KernelParameters own = byGeneration.get(device.generation());
    return own != null ? own : generic();
  }

  /** Whether the device's generation has parameters of its own. */
  boolean knows(Device device) {
    return byGeneration.containsKey(device.generation());
  }

  private KernelParameters generic() {
    return Optional.ofNullable(byGeneration.get("generic")).orElseThrow();
  }

  /** The table that ships, with other values of its parameters. */
  static KernelTable with(ParameterSet instead) {
    Document file = Document.bundled(KernelTable.class, "kernels.yaml");
    ParameterDocument document = ParameterDocument.of(PARAMETERS, file, instead);
    Issues issues = new Issues();
    Fields root = Fields.of(document.document(), issues);
    Map<String, KernelParameters> table = new LinkedHashMap<>();
    for (String generation : root.keys()) {
      root.object(generation)
          .flatMap(fields -> read(generation, fields))
          .ifPresent(it -> table.put(generation, it));
    }
    return issues.result(() -> new KernelTable(table, document.parameters())).orThrow();
  }

  private static Optional<KernelParameters> read(String generation, Fields fields) {
    int multiprocessors = fields.integer("multiprocessors", 1);
    double sustained = fields.number("sustained", 0.1, 1);
    Optional<Duration> latency = fields.quantity("kernelLatency", Duration::parse);
    double memory = fields.number("memory", 0.01, 1);
    double waves = fields.number("waves", 0, 1);
    List<Double> tiles = fields.numbers("tiles");
    Map<Integer, MatrixRate> matrix = new TreeMap<>();
    fields
        .object("matrix")
        .ifPresent(
            rates ->
                rates
                    .keys()
                    .forEach(
                        bits ->
                            rates
                                .object(bits)
                                .flatMap(KernelTable::matrixRate)
                                .ifPresent(it -> matrix.put(Integer.valueOf(bits), it))));
    Map<AttentionKernel, AttentionRate> attention = new EnumMap<>(AttentionKernel.class);
    fields
        .object("attention")
        .ifPresent(
            rates ->
                rates
                    .keys()
                    .forEach(
                        kernel ->
                            attention.put(
                                AttentionKernel.valueOf(kernel.toUpperCase(Locale.ROOT)),
                                attentionRate(rates.numbers(kernel)))));
    double[] errors = new double[3];
    fields
        .object("uncertainty")
        .ifPresent(
            it -> {
              errors[0] = it.number("matrix", 0, 1);
              errors[1] = it.number("attention", 0, 1);
              errors[2] = it.number("memory", 0, 1);
              it.refuseUnknownKeys();
            });
    String source = fields.text("source");
    return fields.build(
        () ->
            new KernelParameters(
                generation,
                multiprocessors,
                sustained,
                latency.orElseThrow(),
                memory,
                waves,
                tiles,
                matrix,
                attention,
                errors[0],
                errors[1],
                errors[2],
                source));
  }

  private static Optional<MatrixRate> matrixRate(Fields fields) {
    double efficiency = fields.number("efficiency", 0.01, 1);
    double ramp = fields.number("ramp", 0, 1e5);
    return fields.build(() -> new MatrixRate(efficiency, ramp));
  }

  private static AttentionRate attentionRate(List<Double> numbers) {
    return new AttentionRate(numbers.get(0), numbers.get(1), numbers.get(2));
  }
}
