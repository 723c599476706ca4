package io.millrace.model.hardware;

/**
 * General-purpose cores, also many small ones on a chip as in PULP microcontrollers.
 *
 * @param specification what is known of it
 */
public record Cpu(DeviceSpecification specification) implements Device {}
