package io.millrace.planner.question;

import io.millrace.model.plan.LayerStrategy;
import io.millrace.model.plan.TrainingPlan;
import io.millrace.model.scenario.Scenario;
import io.millrace.model.workload.Training;
import io.millrace.simulator.cost.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Something of a scenario and its plan that a plane of two such things varies. */
public enum PlaneParameter {
  /** Sequences that a device works on at once. */
  MICRO_BATCH("microBatch", "micro-batch", Optional.empty()),
  /** Sequences of an iteration. */
  GLOBAL_BATCH("globalBatch", "global batch", Optional.empty()),
  /** Tokens of a sequence. */
  SEQUENCE("sequence", "sequence", Optional.empty()),
  /** What devices send over the network. */
  NETWORK_BANDWIDTH("networkBandwidth", "network bandwidth", Optional.of(Input.NETWORK_BANDWIDTH)),
  /** Latency of the network. */
  NETWORK_LATENCY("networkLatency", "network latency", Optional.of(Input.NETWORK_LATENCY)),
  /** All links between devices that are not the network. */
  SCALE_UP_BANDWIDTH(
      "scaleUpBandwidth", "scale-up bandwidth", Optional.of(Input.SCALE_UP_BANDWIDTH)),
  /** Bandwidth of the device's main memory. */
  MEMORY_BANDWIDTH("memoryBandwidth", "memory bandwidth", Optional.of(Input.MEMORY_BANDWIDTH)),
  /** Capacity of the device's main memory. */
  MEMORY_CAPACITY("memoryCapacity", "memory capacity", Optional.of(Input.MEMORY_CAPACITY)),
  /** Dense peak rates of the device. */
  TENSOR_ENGINES("tensorEngines", "tensor engines' rate", Optional.of(Input.TENSOR_ENGINES));

  /** The most values of one. */
  private static final int MOST = 7;

  private static final List<Double> FACTORS = List.of(0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0);
  private static final List<Double> DOUBLED = List.of(0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0);

  private final String key;
  private final String label;
  private final Optional<Input> input;

  PlaneParameter(String key, String label, Optional<Input> input) {
    this.key = key;
    this.label = label;
    this.input = input;
  }

  /** The name in addresses. */
  public String key() {
    return key;
  }

  /** The name for people. */
  public String label() {
    return label;
  }

  /**
   * Where a plane is looked at.
   *
   * @param scenario the devices, the model and the workload
   * @param plan how the work is spread
   */
  record Point(Scenario scenario, TrainingPlan plan) {}

  /**
   * A value.
   *
   * @param label for people
   * @param change that gives a point this value
   */
  record Step(String label, UnaryOperator<Point> change) {}

  /** Values around those of a point, from the least. */
  List<Step> steps(Point at, Calibration calibration) {
    return switch (this) {
      case MICRO_BATCH -> microBatches(at);
      case GLOBAL_BATCH ->
          counts(at.scenario().workload().globalBatch(), at.plan().strategy().data()).stream()
              .map(it -> step(it, workload -> workload.withGlobalBatch(it)))
              .toList();
      case SEQUENCE ->
          counts(
                  at.scenario().workload().sequence(),
                  2 * at.plan().strategy().context() * at.plan().strategy().tensor())
              .stream()
              .map(it -> step(it, workload -> workload.withSequence(it)))
              .toList();
      default ->
          FACTORS.stream()
              .filter(it -> scaled(at, calibration, it).isPresent())
              .map(
                  factor ->
                      new Step(
                          String.format(Locale.ROOT, "× %.4g", factor).replaceFirst("\\.?0+$", ""),
                          point -> scaled(point, calibration, factor).orElse(point)))
              .toList();
    };
  }

  private static Step step(int value, UnaryOperator<Training> change) {
    return new Step(
        String.format(Locale.ROOT, "%,d", value),
        point ->
            new Point(
                point.scenario().with(change.apply(point.scenario().workload())), point.plan()));
  }

  /** Halves and doubles of a number that something divides. */
  private static List<Integer> counts(int number, int divisor) {
    return DOUBLED.stream()
        .map(it -> it * number)
        .filter(it -> it == Math.rint(it) && it <= Integer.MAX_VALUE && it % divisor == 0)
        .map(Double::intValue)
        .toList();
  }

  private static List<Step> microBatches(Point at) {
    int sequences = at.scenario().workload().globalBatch() / at.plan().strategy().data();
    List<Step> steps = new ArrayList<>();
    IntStream.rangeClosed(1, sequences)
        .filter(it -> sequences % it == 0)
        .limit(MOST)
        .forEach(
            it ->
                steps.add(
                    new Step(
                        String.valueOf(it),
                        point ->
                            new Point(
                                point.scenario(),
                                point.plan().with(with(point.plan().layers(), it))))));
    return steps;
  }

  private static LayerStrategy with(LayerStrategy it, int microBatch) {
    return new LayerStrategy(
        microBatch,
        it.sequenceParallel(),
        it.asyncTensorParallel(),
        it.contextExchange(),
        it.recompute(),
        it.recomputeSpan(),
        it.activationOffload(),
        it.offloadLayers());
  }

  private Optional<Point> scaled(Point point, Calibration calibration, double factor) {
    return input
        .flatMap(
            it -> it.scaled(new Situation(point.scenario(), calibration), point.plan(), factor))
        .map(it -> new Point(it.situation().scenario(), point.plan()));
  }
}
