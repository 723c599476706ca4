package io.millrace.model.hardware;

import io.millrace.model.quantity.Bandwidth;

/**
 * Equal NICs of a node.
 *
 * @param nic what they are
 * @param count how many the node has
 */
public record NicAttachment(Nic nic, int count) {

  /** Checks the count. */
  public NicAttachment {
    if (count < 1) {
      throw new IllegalArgumentException("a node has at least 1 " + nic.id() + ", not " + count);
    }
  }

  /** What all of them send per direction. */
  public Bandwidth total() {
    return new Bandwidth(nic.perDirection().bytesPerSecond() * count);
  }
}
