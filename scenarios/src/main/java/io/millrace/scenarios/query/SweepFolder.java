package io.millrace.scenarios.query;

import io.millrace.model.input.Document;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What {@code millrace sweep} wrote: {@code sweep.json} says of what the rows are, {@code rows} has
 * a file for each chunk that is done, {@code timings} how long its points took.
 *
 * @param path the folder
 * @param name what the sweep calls itself
 * @param chunks how many files there will be
 * @param files those there are, in the order of points
 * @param timings files of how long points took
 * @param axes the columns of each axis, in the order of the sweep; several where paths are varied
 *     together
 * @param repeats columns in which rows differ that only repeat others, such as the seed
 * @param drawn the parameters that draws differ in; empty if there are no draws
 */
public record SweepFolder(
    Path path,
    String name,
    long chunks,
    List<Path> files,
    List<Path> timings,
    List<List<String>> axes,
    List<String> repeats,
    List<DrawnParameter> drawn) {
  private static final String FORMAT = "sweep-rows/1";
  private static final String MANIFEST = "sweep.json";
  private static final String ROWS = "rows";
  private static final String TIMINGS = "timings";

  /** Copies the lists. */
  public SweepFolder {
    files = List.copyOf(files);
    timings = List.copyOf(timings);
    axes = axes.stream().map(List::copyOf).toList();
    repeats = List.copyOf(repeats);
    drawn = List.copyOf(drawn);
  }

  /** Whether all rows are there. */
  public boolean isComplete() {
    return files.size() >= chunks;
  }

  /** Whether a file is part of it, or would be if it were written. */
  public boolean owns(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = path.toAbsolutePath().normalize();
    return absolute.equals(folder.resolve(MANIFEST))
        || Stream.of(ROWS, TIMINGS).map(folder::resolve).anyMatch(absolute::startsWith);
  }

  /**
   * Reads what folders are of; their rows are not opened.
   *
   * @throws InvalidInputException with an issue for each that has no rows
   */
  static List<SweepFolder> readAll(List<Path> folders) {
    List<Issue> issues = new ArrayList<>();
    List<SweepFolder> read = new ArrayList<>();
    Set<Path> known = new HashSet<>();
    for (Path folder : folders) {
      if (!known.add(folder.toAbsolutePath().normalize())) {
        issues.add(new Issue("DIR", folder + " is named twice", ""));
        continue;
      }
      switch (read(folder)) {
        case Parsed.Valid<SweepFolder> valid -> read.add(valid.value());
        case Parsed.Invalid<SweepFolder> invalid -> issues.addAll(invalid.issues());
      }
    }
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
    return List.copyOf(read);
  }

  /** Reads what a folder is of. */
  public static Parsed<SweepFolder> read(Path folder) {
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      return invalid(
          folder + " has no " + MANIFEST, "name a folder that 'millrace sweep --out' wrote");
    }
    return Document.read(manifest)
        .then(
            document -> {
              String format = document.root().path("format").asString("");
              return format.equals(FORMAT)
                  ? read(folder, document.root())
                  : invalid(
                      "%s is of format '%s'; this release reads %s"
                          .formatted(manifest, format, FORMAT),
                      "");
            });
  }

  private static Parsed<SweepFolder> read(Path folder, JsonNode manifest) {
    try {
      List<Path> files = files(folder.resolve(ROWS));
      if (files.isEmpty()) {
        return invalid(folder + " has no rows yet", "run its sweep");
      }
      return new Parsed.Valid<>(
          new SweepFolder(
              folder,
              manifest.path("sweep").path("name").asString(""),
              manifest.path("chunks").asLong(0),
              files,
              files(folder.resolve(TIMINGS)),
              axes(manifest.path("axes")),
              manifest.path("repeats").valueStream().map(it -> it.asString("")).toList(),
              drawn(manifest.path("draws"))));
    } catch (IOException e) {
      return invalid(folder.resolve(ROWS) + " cannot be read", "");
    }
  }

  private static Parsed<SweepFolder> invalid(String message, String hint) {
    return new Parsed.Invalid<>(List.of(new Issue("DIR", message, hint)));
  }

  /** Names that start with a dot are of files that are being written. */
  private static List<Path> files(Path rows) throws IOException {
    if (!Files.isDirectory(rows)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(rows)) {
      return entries
          .filter(
              it -> {
                String name = String.valueOf(it.getFileName());
                return name.endsWith(".parquet") && !name.startsWith(".");
              })
          .sorted()
          .toList();
    }
  }

  private static List<DrawnParameter> drawn(JsonNode draws) {
    return draws
        .valueStream()
        .map(
            it ->
                new DrawnParameter(
                    it.path("parameter").asString(""),
                    it.path("deviations").valueStream().map(JsonNode::doubleValue).toList()))
        .toList();
  }

  private static List<List<String>> axes(JsonNode axes) {
    List<List<String>> columns = new ArrayList<>();
    for (JsonNode axis : axes) {
      List<String> together = new ArrayList<>();
      axis.forEach(it -> together.add(it.path("column").asString("")));
      columns.add(together);
    }
    return columns;
  }
}
