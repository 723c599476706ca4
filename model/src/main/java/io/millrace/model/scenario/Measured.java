package io.millrace.model.scenario;

import io.millrace.model.quantity.Bytes;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What somebody measured, or a paper states, for a scenario.
 *
 * @param iterationSeconds time of one training iteration
 * @param tokensPerSecond tokens per second of the whole cluster
 * @param tokensPerSecondPerDevice the same per device
 * @param modelTflopsPerDevice achieved TFLOP/s per device, recomputation not counted
 * @param hardwareTflopsPerDevice achieved TFLOP/s per device, recomputation counted
 * @param modelFlopsUtilizationPercent model TFLOP/s against the device's peak
 * @param hardwareFlopsUtilizationPercent hardware TFLOP/s against the device's peak
 * @param peakMemory the largest amount of memory in use on a device
 * @param source the paper and table, or file
 */
public record Measured(
    OptionalDouble iterationSeconds,
    OptionalDouble tokensPerSecond,
    OptionalDouble tokensPerSecondPerDevice,
    OptionalDouble modelTflopsPerDevice,
    OptionalDouble hardwareTflopsPerDevice,
    OptionalDouble modelFlopsUtilizationPercent,
    OptionalDouble hardwareFlopsUtilizationPercent,
    Optional<Bytes> peakMemory,
    String source) {

  /**
   * With the time of an iteration, where only tokens per second say it.
   *
   * @param tokens of an iteration
   * @param devices of the cluster
   */
  public Measured timed(long tokens, int devices) {
    if (iterationSeconds.isPresent()) {
      return this;
    }
    OptionalDouble rate =
        tokensPerSecond.isPresent()
            ? tokensPerSecond
            : tokensPerSecondPerDevice.stream().map(it -> it * devices).findAny();
    return new Measured(
        rate.stream().map(it -> tokens / it).findAny(),
        tokensPerSecond,
        tokensPerSecondPerDevice,
        modelTflopsPerDevice,
        hardwareTflopsPerDevice,
        modelFlopsUtilizationPercent,
        hardwareFlopsUtilizationPercent,
        peakMemory,
        source);
  }
}
