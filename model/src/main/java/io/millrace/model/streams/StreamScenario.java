package io.millrace.model.streams;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.input.Assumption;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A question about reinforcement learning by streams, complete.
 *
 * @param name what to call it
 * @param cluster the devices of policies and trainers
 * @param cores CPU cores for environments, if they are limited
 * @param dataflow what runs
 * @param seed of the times that steps of environments take
 * @param assumptions what was chosen because the input does not say
 */
public record StreamScenario(
    String name,
    Cluster cluster,
    OptionalInt cores,
    StreamDataflow dataflow,
    int seed,
    List<Assumption> assumptions) {

  /** Copies the list. */
  public StreamScenario {
    assumptions = List.copyOf(assumptions);
  }

  /** The devices that policies and trainers share out. */
  public double devicesNeeded() {
    PolicyWorkers policies = dataflow.policies();
    return policies.workers() * policies.devices() + dataflow.trainers().replicas();
  }

  /** The cores that environments need. */
  public long coresNeeded() {
    return (long) dataflow.environments().workers() * dataflow.environments().cores();
  }

  /** What there is too little of, with the nearest change that helps; empty if it fits. */
  public List<String> shortages() {
    List<String> shortages = new ArrayList<>();
    int devices = cluster.devices();
    if (devicesNeeded() > devices * (1 + 1e-9)) {
      shortages.add(
          ("%d policy workers on %s of a device and trainers on %d need %s devices, there are %d;"
                  + " %s")
              .formatted(
                  dataflow.policies().workers(),
                  plain(dataflow.policies().devices()),
                  dataflow.trainers().replicas(),
                  plain(devicesNeeded()),
                  devices,
                  fewerWorkers(devices)));
    }
    if (cores.isPresent() && coresNeeded() > cores.getAsInt()) {
      EnvironmentWorkers environments = dataflow.environments();
      shortages.add(
          "%d environment workers of %d cores need %d cores, there are %d; %d workers fit"
              .formatted(
                  environments.workers(),
                  environments.cores(),
                  coresNeeded(),
                  cores.getAsInt(),
                  cores.getAsInt() / environments.cores()));
    }
    return shortages;
  }

  private static String plain(double number) {
    return new BigDecimal(number)
        .setScale(4, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private String fewerWorkers(int devices) {
    PolicyWorkers policies = dataflow.policies();
    double left = devices - dataflow.trainers().replicas();
    int fit = (int) Math.floor(left / policies.devices() + 1e-9);
    int enough = (int) Math.ceil(devicesNeeded() - 1e-9);
    return fit < 1
        ? enough + " devices are enough"
        : "%d policy workers fit, or %d devices are enough".formatted(fit, enough);
  }
}
