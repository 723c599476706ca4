package io.millrace.scenarios.sweep;

import java.io.IOException;
import java.nio.file.Path;

/** Writes rows to a file: the same bytes for the same rows. Serves one thread. */
interface RowWriter extends AutoCloseable {

  /**
   * Writes a file.
   *
   * @throws IOException if it cannot be written, such as to a full disk
   */
  void write(RowTable rows, Path file) throws IOException;

  @Override
  void close();
}
