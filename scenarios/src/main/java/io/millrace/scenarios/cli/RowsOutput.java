package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.scenarios.query.RowSource;
import io.millrace.scenarios.text.CsvRows;
import io.millrace.scenarios.text.JsonRows;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --csv FILE|-} and {@code --json FILE|-}: all rows of an answer for programs. */
final class RowsOutput {
  /** The output instead of a file. */
  static final OutputFile STANDARD_OUTPUT = new OutputFile("-");

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write all rows as CSV to a file, or with - to the output instead of text.")
  private @Nullable OutputFile csv;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write all rows as JSON to a file, or with - to the output instead of text.")
  private @Nullable OutputFile json;

  /** Whether the output is for programs and nothing else. */
  boolean replacesText() {
    return Stream.of(csv, json).anyMatch(STANDARD_OUTPUT::equals);
  }

  /** The files that are written. */
  List<Path> files() {
    return files(csv, json);
  }

  /** Those of some outputs that are files. */
  static List<Path> files(@Nullable OutputFile... outputs) {
    return Stream.of(outputs)
        .filter(Objects::nonNull)
        .filter(it -> !it.equals(STANDARD_OUTPUT))
        .map(it -> Path.of(it.name()))
        .toList();
  }

  /**
   * Writes an answer where the options say, if they were given.
   *
   * @throws InvalidInputException if a file cannot be written or holds something else of ours
   */
  void write(RowSource answer, PrintWriter out) {
    if (csv != null) {
      write("--csv", csv, out, it -> answer.sendTo(new CsvRows(it)));
    }
    if (json != null) {
      write(
          "--json",
          json,
          out,
          it -> {
            try (JsonRows rows = new JsonRows(it)) {
              answer.sendTo(rows);
            }
          });
    }
  }

  private static void write(
      String option, OutputFile target, PrintWriter out, OutputFile.Pieces pieces) {
    if (target.equals(STANDARD_OUTPUT)) {
      try {
        pieces.writeTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      out.flush();
    } else {
      target.write(option, it -> writeChecked(pieces, it));
    }
  }

  private static void writeChecked(OutputFile.Pieces pieces, Writer out) throws IOException {
    try {
      pieces.writeTo(out);
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
  }
}
