package io.millrace.model.hardware;

/**
 * A graphics processor: kernels are launched one by one from a host, or as a recorded graph.
 *
 * @param specification what is known of it
 */
public record Gpu(DeviceSpecification specification) implements Device {}
