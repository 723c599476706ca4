package io.millrace.scenarios.cli;

import picocli.CommandLine.Option;

/** {@code --x COLUMN --y COLUMN}: two columns that rows are laid out by. */
final class PlaneOptions {
  @Option(names = "--x", required = true, paramLabel = "COLUMN", description = "The column across.")
  private String x = "";

  @Option(names = "--y", required = true, paramLabel = "COLUMN", description = "The column up.")
  private String y = "";

  String x() {
    return x;
  }

  String y() {
    return y;
  }
}
