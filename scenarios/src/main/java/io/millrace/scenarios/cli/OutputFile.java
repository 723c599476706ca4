package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/**
 * A file that an option asks for. What it replaces is an earlier result of the same kind or nothing
 * of ours: never a scenario, measurements or another result, which may exist only once.
 *
 * @param name as it was given
 */
record OutputFile(String name) {

  /**
   * Writes a text.
   *
   * @param option what the issue is about
   * @throws InvalidInputException if the name is none, the file cannot be written or holds a
   *     document of ours of another kind
   */
  void write(String option, String text) {
    write(option, name, text);
  }

  /** The same for a file that no option names itself. */
  static void write(String option, String file, String text) {
    requireReplaceable(option, file, DocumentKind.of(text));
    try {
      Files.writeString(Path.of(file), text);
    } catch (IOException | InvalidPathException e) {
      throw unwritable(option, file, e);
    }
  }

  /**
   * Writes a text that comes in pieces, and is no document of ours.
   *
   * @throws InvalidInputException as {@link #write(String, String)}
   */
  void write(String option, Pieces pieces) {
    requireReplaceable(option, name, Optional.empty());
    try (Writer out = Files.newBufferedWriter(Path.of(name), StandardCharsets.UTF_8)) {
      pieces.writeTo(out);
    } catch (IOException | InvalidPathException e) {
      throw unwritable(option, name, e);
    }
  }

  private static void requireReplaceable(String option, String file, Optional<String> written) {
    Optional<String> there = replaced(file);
    if (there.isPresent() && !there.equals(written)) {
      throw new InvalidInputException(holds(option, file, there.get()));
    }
  }

  /** The kind of our document that a file holds, which writing it would replace. */
  static Optional<String> replaced(String file) {
    try {
      Path path = Path.of(file);
      return Files.isRegularFile(path) ? DocumentKind.of(path) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The refusal of a file that holds something else. */
  static Issue holds(String option, String file, String kind) {
    return new Issue(
        option,
        "'" + file + "' holds a document of another kind, " + kind,
        "name another file, or delete this one first");
  }

  /** The refusal of a file that cannot be written. */
  static InvalidInputException unwritable(String option, String file, Exception e) {
    String reason = e instanceof IOException ? "cannot be written" : "is no name of a file";
    return new InvalidInputException(
        new Issue(option, "'" + file + "' " + reason, "does its folder exist, and may you write?"));
  }

  @Override
  public String toString() {
    return name;
  }

  /** What writes a text piece by piece. */
  @FunctionalInterface
  interface Pieces {
    void writeTo(Writer out) throws IOException;
  }

  static final class Converter implements ITypeConverter<OutputFile> {

    @Override
    public OutputFile convert(String value) {
      return new OutputFile(value);
    }
  }
}
