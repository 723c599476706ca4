package io.millrace.scenarios.sweep;

import io.millrace.model.input.Document;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.planfile.Fingerprint;
import io.millrace.model.report.JsonText;
import io.millrace.model.report.ProjectVersion;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a sweep's rows are kept: {@code sweep.json}, which says what they are of and what columns
 * its axes have, one file for each chunk in {@code rows}, and in {@code timings} how long its
 * points took. A chunk's file appears whole or not at all, as it is written beside its place and
 * then renamed; so what a killed run leaves is what it finished.
 */
final class ResultFolder {
  /** The folder of the rows. */
  static final String ROWS = "rows";

  /** The folder of how long points took, with a file for each of {@link #ROWS}. */
  private static final String TIMINGS = "timings";

  /** What the rows are of. */
  static final String MANIFEST = "sweep.json";

  private final Path folder;

  private ResultFolder(Path folder) {
    this.folder = folder;
  }

  /** A folder that a sweep, perhaps of another process, has opened. */
  static ResultFolder opened(Path folder) {
    return new ResultFolder(folder);
  }

  /**
   * Opens a folder for a sweep, anew or to go on.
   *
   * @throws InvalidInputException if the folder has rows of another sweep or release
   */
  static ResultFolder open(Path folder, Sweep sweep) {
    ResultFolder results = new ResultFolder(folder);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InvalidInputException(new Issue("--out", folder + " is a file", "name a folder"));
    }
    try {
      Files.createDirectories(folder.resolve(ROWS));
      Files.createDirectories(folder.resolve(TIMINGS));
      results.claim(sweep);
      results.sweepUp();
    } catch (IOException e) {
      throw new InvalidInputException(
          new Issue("--out", folder + " cannot be written: " + reason(e), ""));
    }
    return results;
  }

  /** The manifest is written once; a later run has to be of the same sweep. */
  private void claim(Sweep sweep) throws IOException {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("format", "sweep-rows/1");
    manifest.put("tool", "millrace " + ProjectVersion.current());
    manifest.put("fingerprint", Fingerprint.of(sweep.document()));
    manifest.put("points", sweep.points().count());
    manifest.put("chunks", sweep.chunks());
    manifest.set("axes", axes(sweep));
    manifest.set("repeats", repeats(sweep));
    sweep.question().draws().ifPresent(it -> manifest.set("draws", DrawnParameters.of(sweep, it)));
    manifest.set("sweep", sweep.document());
    Path file = folder.resolve(MANIFEST);
    if (!Files.exists(file)) {
      Path beside = beside(file);
      Files.writeString(beside, JsonText.of(manifest));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    JsonNode there =
        Document.read(file) instanceof Parsed.Valid<Document> valid
            ? valid.value().root()
            : JsonNodeFactory.instance.objectNode();
    for (String key : List.of("fingerprint", "tool")) {
      if (!manifest.get(key).equals(there.get(key))) {
        String what = key.equals("tool") ? "rows of another release" : "rows of another sweep";
        throw new InvalidInputException(
            new Issue("--out", folder + " has " + what, "name another folder, or empty this one"));
      }
    }
  }

  /** Removes what a killed run had not finished. */
  void sweepUp() throws IOException {
    for (String part : List.of(ROWS, TIMINGS)) {
      try (var files = Files.newDirectoryStream(folder.resolve(part), ".*")) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Columns of axes that only repeat: a question is about the rows that agree in the others. */
  private static ArrayNode repeats(Sweep sweep) {
    ArrayNode repeats = JsonNodeFactory.instance.arrayNode();
    if (sweep.paths().contains(Replications.SEED)) {
      repeats.add(RowColumns.name(Replications.SEED));
    }
    return repeats;
  }

  /** For each axis its places in the scenario and their columns, in the order of the sweep. */
  private static ArrayNode axes(Sweep sweep) {
    ArrayNode axes = JsonNodeFactory.instance.arrayNode();
    for (Axis axis : sweep.axes()) {
      ArrayNode together = axes.addArray();
      for (ScenarioPath path : axis.paths()) {
        together.addObject().put("path", path.toString()).put("column", RowColumns.name(path));
      }
    }
    return axes;
  }

  /** The chunks that are not there yet. */
  List<Chunk> missing(Sweep sweep) {
    List<Chunk> missing = new ArrayList<>();
    for (int number = 0; number < sweep.chunks(); number++) {
      if (!Files.isRegularFile(file(number))) {
        missing.add(sweep.chunk(number));
      }
    }
    return missing;
  }

  /** Where everything is. */
  Path folder() {
    return folder;
  }

  /** Where a chunk's rows are. */
  Path file(int chunk) {
    return file(ROWS, chunk);
  }

  private Path file(String part, int chunk) {
    return folder.resolve(part).resolve("%07d.parquet".formatted(chunk));
  }

  /**
   * Keeps a chunk: its rows last, as they say that it is there. Who comes second replaces them by
   * the same.
   *
   * @throws InvalidInputException if it cannot be written, such as to a full disk
   */
  void commit(MadeChunk made) {
    write(file(TIMINGS, made.chunk()), made.timings());
    write(file(ROWS, made.chunk()), made.file());
  }

  private static void write(Path file, byte[] bytes) {
    Path beside = beside(file);
    try {
      Files.write(beside, bytes);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new InvalidInputException(
          new Issue(
              "--out",
              file + " cannot be written: " + reason(e),
              "what was done is kept; the same command goes on"));
    } finally {
      remove(beside);
    }
  }

  /** Why a file cannot be written; some exceptions say no more than its name. */
  static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "its folder is not there";
      case FileAlreadyExistsException _ -> "a file is in its place";
      case FileSystemException system when system.getReason() != null -> system.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It starts with a dot, is no row, and goes when the sweep goes on.
    }
  }

  private static Path beside(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
  }
}
