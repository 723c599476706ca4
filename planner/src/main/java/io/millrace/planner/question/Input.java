package io.millrace.planner.question;

import io.millrace.model.parameter.Parameter;
import io.millrace.model.plan.ScheduleKind;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.quantity.HourlyPrice;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Training;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Something that an answer hangs on and that could be larger or smaller. */
public enum Input {
  /** Dense peak rates of the device in all formats. */
  TENSOR_ENGINES("tensorEngines", "tensor engines' rate"),
  /** Bandwidth of the device's main memory. */
  MEMORY_BANDWIDTH("memoryBandwidth", "memory bandwidth"),
  /** Capacity of the device's main memory. */
  MEMORY_CAPACITY("memoryCapacity", "memory capacity"),
  /** All links between devices that are not the network. */
  SCALE_UP_BANDWIDTH("scaleUpBandwidth", "scale-up bandwidth"),
  /** What devices send over the network. */
  NETWORK_BANDWIDTH("networkBandwidth", "network bandwidth"),
  /** Latency of the network. */
  NETWORK_LATENCY("networkLatency", "network latency"),
  /** Time that the host needs to issue a kernel. */
  HOST_LAUNCH("hostLaunch", "host launch time"),
  /** Share of the peak that matrix products and attention reach; no share exceeds one. */
  KERNEL_EFFICIENCY("kernelEfficiency", "kernel efficiency"),
  /** Sequences of an iteration, in steps that the plan's micro-batches allow. */
  GLOBAL_BATCH("globalBatch", "global batch"),
  /** Tokens of a sequence, in steps that all ranks can share. */
  SEQUENCE("sequence", "sequence"),
  /** What an hour of a device costs. */
  PRICE("price", "price of a device"),
  /** What a device may draw: below its usual power it clocks lower. */
  POWER("power", "power of a device");

  private static final int SEQUENCE_STEP = 128;

  private final String key;
  private final String label;

  Input(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** The name in files. */
  public String key() {
    return key;
  }

  /** The name for people. */
  public String label() {
    return label;
  }

  /** Whether it only comes in whole steps, so that nothing lies between two of them. */
  boolean stepped() {
    return this == GLOBAL_BATCH || this == SEQUENCE;
  }

  /** Whether it weighs all plans alike, so that none can overtake another: no search is needed. */
  boolean weighsAllAlike(Scenario scenario) {
    return switch (this) {
      case PRICE -> true;
      case NETWORK_BANDWIDTH, NETWORK_LATENCY -> !scenario.cluster().usesNetwork();
      default -> false;
    };
  }

  /**
   * A situation in which this is another.
   *
   * @param situation as it is
   * @param factor by which it is multiplied
   */
  record Scaled(Situation situation, double factor) {}

  /**
   * The situation with this multiplied.
   *
   * @param plan whose steps the batch and the sequence keep to, so that it can go on as it is
   * @return with the factor that steps and limits allow; empty if nobody says what this is, or if
   *     no other step is near
   */
  Optional<Scaled> scaled(Situation situation, TrainingPlan plan, double factor) {
    return switch (this) {
      case GLOBAL_BATCH -> batch(situation, plan, factor);
      case SEQUENCE -> sequence(situation, plan, factor);
      default -> multiplied(situation, factor).map(it -> new Scaled(it, factor));
    };
  }

  /**
   * The situation with this multiplied, if it comes in no steps.
   *
   * @return empty if nobody says what this is
   */
  Optional<Situation> multiplied(Situation situation, double factor) {
    Scenario scenario = situation.scenario();
    ScaledHardware hardware = new ScaledHardware(scenario, factor);
    return switch (this) {
      case HOST_LAUNCH -> parameters(situation, it -> it.path().endsWith(".host.launch"), factor);
      case KERNEL_EFFICIENCY -> parameters(situation, Input::isEfficiency, factor);
      case PRICE ->
          scenario
              .pricePerDevice()
              .map(it -> scenario.with(new HourlyPrice(it.dollarsPerHour() * factor)))
              .map(situation::with);
      case POWER -> hardware.power().map(situation::with);
      case MEMORY_BANDWIDTH -> hardware.memoryBandwidth().map(situation::with);
      case MEMORY_CAPACITY -> Optional.of(situation.with(hardware.memoryCapacity()));
      case TENSOR_ENGINES -> Optional.of(situation.with(hardware.tensorEngines()));
      case SCALE_UP_BANDWIDTH -> Optional.of(situation.with(hardware.scaleUpBandwidth()));
      case NETWORK_BANDWIDTH -> Optional.of(situation.with(hardware.networkBandwidth()));
      case NETWORK_LATENCY -> Optional.of(situation.with(hardware.networkLatency()));
      case GLOBAL_BATCH, SEQUENCE ->
          throw new IllegalArgumentException(key + " comes in steps of a plan");
    };
  }

  private static boolean isEfficiency(Parameter parameter) {
    String path = parameter.path();
    boolean products = path.contains(".matrix.rates.") && path.endsWith(".efficiency");
    boolean attention =
        path.contains(".attention.")
            && !path.contains(".dropout.")
            && (path.endsWith(".forward") || path.endsWith(".backward"));
    return path.startsWith("kernels.") && (products || attention);
  }

  private static Optional<Situation> parameters(
      Situation situation, Predicate<Parameter> which, double factor) {
    List<Parameter> changed =
        situation.calibration().parametersOf(situation.scenario()).stream()
            .filter(which)
            .map(it -> it.withValue(it.value() * factor))
            .toList();
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(situation.with(situation.calibration().with(changed)));
  }

  private static Optional<Scaled> batch(Situation situation, TrainingPlan plan, double factor) {
    Training workload = situation.scenario().workload();
    int step = plan.strategy().data() * plan.microBatch();
    step *= plan.schedule() == ScheduleKind.INTERLEAVED ? plan.strategy().pipeline() : 1;
    return stepped(workload.globalBatch(), step, factor)
        .map(
            it ->
                new Scaled(
                    situation.with(situation.scenario().with(workload.withGlobalBatch(it))),
                    (double) it / workload.globalBatch()));
  }

  private static Optional<Scaled> sequence(Situation situation, TrainingPlan plan, double factor) {
    Training workload = situation.scenario().workload();
    int ranks = 2 * plan.strategy().context() * plan.strategy().tensor();
    int step = ranks * Math.ceilDiv(SEQUENCE_STEP, ranks);
    return stepped(workload.sequence(), step, factor)
        .map(
            it ->
                new Scaled(
                    situation.with(situation.scenario().with(workload.withSequence(it))),
                    (double) it / workload.sequence()));
  }

  /** The nearest step that is not the number itself and lies on the side that is asked for. */
  private static Optional<Integer> stepped(int number, int step, double factor) {
    if (number % step != 0) {
      return Optional.empty();
    }
    long steps = Math.round(number * Math.abs(factor - 1) / step);
    long other = number + Math.max(1, steps) * step * (factor < 1 ? -1 : 1);
    return other >= step && other <= Integer.MAX_VALUE && factor != 1
        ? Optional.of((int) other)
        : Optional.empty();
  }
}
