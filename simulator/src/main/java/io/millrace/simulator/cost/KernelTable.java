package io.millrace.simulator.cost;

import io.millrace.model.hardware.Device;
import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterDocument;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.model.parameter.Relatives;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kernel parameters of every generation that somebody has measured or transferred. */
final class KernelTable {
  static final String PARAMETERS = "kernels";

  /** How much less a generation's figures are known that were taken from a relative. */
  private static final double WIDENING = 2;

  private static final Document FILE =
      Relatives.resolved(Document.bundled(KernelTable.class, "kernels.yaml"), WIDENING);

  private static final Map<String, Integer> MULTIPROCESSORS = multiprocessors();

  private final Map<String, KernelParameters> byGeneration;
  private final List<Parameter> parameters;

  private KernelTable(Map<String, KernelParameters> byGeneration, List<Parameter> parameters) {
    this.byGeneration = byGeneration;
    this.parameters = parameters;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  /** The parameters of the device's generation, or the generic ones, with its own units. */
  KernelParameters of(Device device) {
    KernelParameters own = byGeneration.get(device.generation());
    KernelParameters used = own != null ? own : generic();
    int units = MULTIPROCESSORS.getOrDefault(device.id(), used.multiprocessors());
    return used.withUnits(units);
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
    ParameterDocument document = ParameterDocument.of(PARAMETERS, FILE, instead);
    Issues issues = new Issues();
    Fields root = Fields.of(document.document(), issues);
    Map<String, KernelParameters> table = new LinkedHashMap<>();
    for (String generation : root.keys()) {
      root.object(generation)
          .flatMap(fields -> new KernelParametersReader(fields).read(generation))
          .ifPresent(it -> table.put(generation, it));
    }
    return issues.result(() -> new KernelTable(table, document.parameters())).orThrow();
  }

  private static Map<String, Integer> multiprocessors() {
    Issues issues = new Issues();
    Fields devices = Fields.of(Document.bundled(KernelTable.class, "multiprocessors.yaml"), issues);
    Map<String, Integer> counts = new LinkedHashMap<>();
    devices.keys().forEach(device -> counts.put(device, devices.integer(device, 1)));
    return issues.result(() -> counts).orThrow();
  }
}
