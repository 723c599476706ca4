package io.millrace.model.hardware;

/**
 * A reconfigurable dataflow unit, such as SambaNova's: a section of the model is laid out over the
 * chip and runs as one program, with intermediate results kept on the die.
 *
 * @param specification what is known of it
 */
public record Rdu(DeviceSpecification specification) implements Device {}
