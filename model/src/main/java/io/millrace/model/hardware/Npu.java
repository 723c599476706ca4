package io.millrace.model.hardware;

/**
 * An accelerator built for neural networks that runs a compiled program of layer-sized
 * instructions: TPUs, Ascend, Gaudi, wafer-scale engines, engines in phones. An FPGA counts as one
 * when its figures are those of such an engine loaded onto it.
 *
 * @param specification what is known of it
 */
public record Npu(DeviceSpecification specification) implements Device {}
