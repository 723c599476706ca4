package io.millrace.scenarios.sweep.spark;

import io.millrace.scenarios.sweep.Chunk;
import io.millrace.scenarios.sweep.MadeChunk;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.spark.broadcast.Broadcast;
import scala.Function1;
import scala.collection.Iterator;

/**
 * Makes the chunk of a partition in an executor.
 *
 * @param document the sweep, which each executor fetches once
 * @param route by which chunks get to where they are kept
 */
record ChunkTask(Broadcast<SweepDocument> document, Route route)
    implements Function1<Iterator<Chunk>, Delivery>, Serializable {

  /** A way for chunks. */
  @FunctionalInterface
  interface Route extends Serializable {
    /** Sends a chunk on its way. */
    Delivery deliver(MadeChunk made);
  }

  @Override
  public Delivery apply(Iterator<Chunk> partition) {
    try {
      return route.deliver(document.value().makers().make(partition.next()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
