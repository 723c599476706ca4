package io.millrace.scenarios.replay;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One transfer.
 *
 * @param start when it starts, in seconds
 * @param bytes how much it carries
 * @param links the links it crosses, by their position in the replay; at each it counts as often as
 *     the link is named
 * @param end when it ended by the account of another, in seconds, if the file has it
 */
public record Flow(double start, double bytes, List<Integer> links, OptionalDouble end) {

  /** Copies the links. */
  public Flow {
    links = List.copyOf(links);
  }
}
