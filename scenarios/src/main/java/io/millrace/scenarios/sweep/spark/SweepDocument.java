package io.millrace.scenarios.sweep.spark;

import io.millrace.scenarios.sweep.ChunkMakers;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A sweep on its way to executors. Each reads it once, for all tasks that it gets.
 *
 * @param text with the scenario written out
 * @param folder where relative paths in it start
 */
record SweepDocument(String text, String folder) implements Serializable {
  private static final Map<SweepDocument, ChunkMakers> MAKERS = new ConcurrentHashMap<>();

  /** What makes its chunks in this process. */
  ChunkMakers makers() {
    return MAKERS.computeIfAbsent(this, it -> ChunkMakers.of(it.text(), it.folder()));
  }
}
