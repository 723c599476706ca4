package io.millrace.scenarios.cli;

import io.millrace.scenarios.text.Palette;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where the output goes. Text is UTF-8 wherever it goes, so that the same input gives the same
 * bytes; colours and progress are for people who watch.
 *
 * @param out results
 * @param err issues and progress
 * @param palette the colours of results and issues
 * @param showsProgress whether somebody watches {@code err}
 */
record Terminal(PrintWriter out, PrintWriter err, Palette palette, boolean showsProgress) {
  /**
   * Set by the launcher: which of the streams 1 and 2 are terminals, such as {@code 12}. Java alone
   * cannot tell them apart.
   */
  private static final String TERMINALS = "millrace.terminals";

  /** The streams of this process. */
  static Terminal ofProcess() {
    String terminals = System.getProperty(TERMINALS, "");
    String refused = System.getenv("NO_COLOR");
    boolean colours = terminals.contains("1") && (refused == null || refused.isEmpty());
    return new Terminal(
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        colours ? Palette.COLOURS : Palette.PLAIN,
        terminals.contains("2"));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
