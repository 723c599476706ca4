package io.millrace.model.scenario;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.framework.FrameworkProfile;
import io.millrace.model.hardware.Cluster;
import io.millrace.model.input.Assumption;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.workload.Training;
import io.millrace.model.workload.TrainingPrecision;
import java.util.List;
import java.util.Optional;

/**
 * A question, complete: every name resolved, every gap filled by an assumption that is listed.
 *
 * @param name what to call it
 * @param cluster the devices and how they are joined
 * @param model the architecture
 * @param workload what to compute with it
 * @param framework the software that runs it
 * @param plan how to spread it; absent when it is to be searched
 * @param objective what a search is to optimise
 * @param pricePerDevice what an hour of one device costs, if cost is asked for
 * @param seed start of every random draw
 * @param published what somebody measured or claimed for it
 * @param assumptions what was chosen because the input does not say
 */
public record Scenario(
    String name,
    Cluster cluster,
    ModelArchitecture model,
    Training workload,
    FrameworkProfile framework,
    Optional<TrainingPlan> plan,
    Objective objective,
    Optional<HourlyPrice> pricePerDevice,
    long seed,
    Optional<Measured> published,
    List<Assumption> assumptions) {

  /** Copies the list. */
  public Scenario {
    assumptions = List.copyOf(assumptions);
  }

  /** The same question for another software line. */
  public Scenario with(FrameworkProfile other) {
    return new Scenario(
        name,
        cluster,
        model,
        workload,
        other,
        plan,
        objective,
        pricePerDevice,
        seed,
        published,
        assumptions);
  }

  /** The same question for other devices; its own plan, which is for these, stays behind. */
  public Scenario with(Cluster other) {
    return new Scenario(
        name,
        other,
        model,
        workload,
        framework,
        Optional.empty(),
        objective,
        pricePerDevice,
        seed,
        published,
        assumptions);
  }

  /** The same question for another model; its own plan, which is for this, stays behind. */
  public Scenario with(ModelArchitecture other) {
    return new Scenario(
        name,
        cluster,
        other,
        workload,
        framework,
        Optional.empty(),
        objective,
        pricePerDevice,
        seed,
        published,
        assumptions);
  }

  /** The same question for another workload. */
  public Scenario with(Training other) {
    return new Scenario(
        name,
        cluster,
        model,
        other,
        framework,
        plan,
        objective,
        pricePerDevice,
        seed,
        published,
        assumptions);
  }

  /**
   * The same question for another number of devices and other number formats; its own plan stays
   * behind only where the devices are others.
   */
  public Scenario with(int devices, TrainingPrecision precision) {
    Scenario there = devices == cluster.devices() ? this : with(cluster.withDevices(devices));
    return precision == workload.precision() ? there : there.with(workload.with(precision));
  }

  /** The same for another price of a device. */
  public Scenario with(HourlyPrice other) {
    return new Scenario(
        name,
        cluster,
        model,
        workload,
        framework,
        plan,
        objective,
        Optional.of(other),
        seed,
        published,
        assumptions);
  }

  /** The same question about another plan. */
  public Scenario with(TrainingPlan other) {
    return new Scenario(
        name,
        cluster,
        model,
        workload,
        framework,
        Optional.of(other),
        objective,
        pricePerDevice,
        seed,
        published,
        assumptions);
  }

  /** The same with other published or measured figures. */
  public Scenario with(Measured other) {
    return new Scenario(
        name,
        cluster,
        model,
        workload,
        framework,
        plan,
        objective,
        pricePerDevice,
        seed,
        Optional.of(other),
        assumptions);
  }
}
