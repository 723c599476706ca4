package io.millrace.simulator.cost;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.framework.FrameworkCatalogue;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.Device;
import io.millrace.model.parameter.FittedParameters;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Every number that predictions hang on: of kernels, collectives and frameworks. */
public final class Calibration {
  private static final Calibration BUNDLED = of(FittedParameters.bundled());

  private final ParameterSet instead;
  private final KernelTable kernels;
  private final CollectiveTable collectives;
  private final FrameworkCatalogue frameworks;

  /** Every scenario asks for the same few neighbours, and reading the tables takes a while. */
  private final Map<Parameter, Calibration> inOne = new ConcurrentHashMap<>();

  private Calibration(
      ParameterSet instead,
      KernelTable kernels,
      CollectiveTable collectives,
      FrameworkCatalogue frameworks) {
    this.instead = instead;
    this.kernels = kernels;
    this.collectives = collectives;
    this.frameworks = frameworks;
  }

  private static Calibration of(ParameterSet instead) {
    return new Calibration(
        instead,
        KernelTable.with(instead),
        CollectiveTable.with(instead),
        FrameworkCatalogue.with(instead));
  }

  /** The one that ships: fitted to measured runs. */
  public static Calibration bundled() {
    return BUNDLED;
  }

  /** What is known without measured runs: from single kernels, collectives and publications. */
  public static Calibration unfitted() {
    return of(ParameterSet.NONE);
  }

  /** The same with other values of some parameters; one that differs in one parameter is kept. */
  public Calibration with(List<Parameter> changed) {
    return changed.size() == 1
        ? inOne.computeIfAbsent(changed.getFirst(), it -> changedIn(List.of(it)))
        : changedIn(changed);
  }

  private Calibration changedIn(List<Parameter> changed) {
    ParameterSet all = instead.with(changed);
    return new Calibration(
        all,
        touches(changed, KernelTable.PARAMETERS) ? KernelTable.with(all) : kernels,
        touches(changed, CollectiveTable.PARAMETERS) ? CollectiveTable.with(all) : collectives,
        touches(changed, FrameworkCatalogue.PARAMETERS)
            ? FrameworkCatalogue.with(all)
            : frameworks);
  }

  private static boolean touches(List<Parameter> changed, String name) {
    return changed.stream().anyMatch(it -> it.path().startsWith(name + "."));
  }

  /**
   * Standard deviation of the logarithm of a predicted time that is left when every parameter is
   * right: what the model leaves out, and what repeats of one layout differ by.
   */
  public double structuralError(Scenario scenario) {
    return structuralError(scenario.model());
  }

  /** The same of a model, whatever is done with it. */
  public double structuralError(ModelArchitecture model) {
    return StructuralError.bundled().of(model);
  }

  /** All parameters, with the values that this calibration uses. */
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(kernels.parameters());
    all.addAll(collectives.parameters());
    all.addAll(frameworks.parameters());
    return all;
  }

  /** Those that the predictions for a scenario can depend on. */
  public List<Parameter> parametersOf(Scenario scenario) {
    Cluster cluster = scenario.cluster();
    List<String> prefixes = new ArrayList<>();
    prefixes.add(KernelTable.PARAMETERS + "." + kernels.of(cluster.device()).generation() + ".");
    prefixes.add(FrameworkCatalogue.PARAMETERS + "." + scenario.framework().id() + ".");
    if (cluster.devices() > 1) {
      new CollectiveCosts(cluster, collectives, 1)
          .fabrics()
          .forEach(it -> prefixes.add(CollectiveTable.PARAMETERS + "." + it.fabric() + "."));
    }
    if (cluster.usesNetwork()) {
      prefixes.add(CollectiveTable.PARAMETERS + "." + CollectiveTable.NETWORK + ".");
    }
    return parameters().stream()
        .filter(it -> prefixes.stream().anyMatch(it.path()::startsWith))
        .toList();
  }

  /**
   * What operations cost on a device that is otherwise idle and cool, as kernels are timed: one
   * after the other, at the clock before any cap of power.
   *
   * @throws io.millrace.model.input.InvalidInputException if a figure of the device that costs need
   *     is not known
   */
  public Function<Operation, KernelCost> timedAlone(Device device) {
    return new KernelCosts(device, kernels.of(device), 1)::cost;
  }

  /** The same on a device that computes all the time, at the clock that its power allows. */
  public Function<Operation, KernelCost> underLoad(Device device) {
    KernelParameters parameters = kernels.of(device);
    double clock = PowerCap.of(device, parameters).clock(1, 0, 0);
    return new KernelCosts(device, parameters, clock)::cost;
  }

  /** What the paths of a device's kernel parameters begin with: {@code kernels.hopper.}. */
  public String kernelPaths(Device device) {
    return KernelTable.PARAMETERS + "." + kernels.of(device).generation() + ".";
  }

  KernelTable kernels() {
    return kernels;
  }

  CollectiveTable collectives() {
    return collectives;
  }

  /** A profile with this calibration's values; as it is if the catalogue does not have it. */
  public FrameworkProfile framework(FrameworkProfile profile) {
    return frameworks.profile(profile.id()).orElse(profile);
  }
}
