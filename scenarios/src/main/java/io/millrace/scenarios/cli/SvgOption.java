package io.millrace.scenarios.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --svg FILE|-}: a picture of an answer. */
final class SvgOption {
  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draw the answer as SVG to a file, or with - to the output instead of text.")
  private @Nullable OutputFile svg;

  /** Whether the output is the picture and nothing else. */
  boolean replacesText() {
    return RowsOutput.STANDARD_OUTPUT.equals(svg);
  }

  /** The file that is written. */
  List<Path> files() {
    return RowsOutput.files(svg);
  }

  /** Draws a picture if it was asked for. */
  void write(Supplier<String> picture, PrintWriter out) {
    if (svg == null) {
      return;
    }
    if (replacesText()) {
      out.print(picture.get());
      out.flush();
    } else {
      svg.write("--svg", picture.get());
    }
  }
}
