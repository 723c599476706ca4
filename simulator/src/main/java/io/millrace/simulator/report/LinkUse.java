package io.millrace.simulator.report;

/**
 * What a device of a stage sends over one class of links in an iteration.
 *
 * @param links the class: the name of a level of the fabric, or {@link #HOST}
 * @param bytes that the device sends, as rings send them
 * @param busySeconds in which the links are in use, each moment counted by the share that is used
 *     of the rate that libraries reach
 */
public record LinkUse(String links, double bytes, double busySeconds) {
  /** The link between a device and its host, in the direction of the host. */
  public static final String HOST = "host";
}
