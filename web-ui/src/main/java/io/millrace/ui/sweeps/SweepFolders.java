package io.millrace.ui.sweeps;

import io.millrace.model.input.Parsed;
import io.millrace.model.report.ProjectVersion;
import io.millrace.scenarios.query.SweepFolder;
import io.millrace.ui.runs.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sweeps below a folder, by their names: nothing else of the file system can be named. */
public final class SweepFolders {
  private static final int LETTERS = 16;

  private final Path folder;

  /** Those that {@code millrace sweep --out} wrote into folders of this one. */
  public SweepFolders(Path folder) {
    this.folder = folder;
  }

  /**
   * Those of one visitor: everything here while the server answers this machine only, else what is
   * in a folder of the visitor's own, which this one does not list.
   */
  SweepFolders ofOwner(String owner) {
    return owner.equals(Visitor.LOCAL.owner())
        ? this
        : new SweepFolders(folder.resolve("of-" + hash(owner)));
  }

  /**
   * A sweep that has rows.
   *
   * @param id the name of its folder
   * @param sweep what it is of
   */
  record Stored(String id, SweepFolder sweep) {}

  /** All that have rows, by name. */
  List<Stored> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(it -> Files.isDirectory(it))
          .flatMap(it -> stored(it).stream())
          .sorted(Comparator.comparing((Stored it) -> it.sweep().name()).thenComparing(Stored::id))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Stored> stored(Path path) {
    return SweepFolder.read(path) instanceof Parsed.Valid<SweepFolder> valid
        ? Optional.of(new Stored(String.valueOf(path.getFileName()), valid.value()))
        : Optional.empty();
  }

  /** The one of an id, looked up among all. */
  Optional<Stored> find(String id) {
    return all().stream().filter(it -> it.id().equals(id)).findFirst();
  }

  /**
   * The id of the rows of a text: the same text goes on where it was ended, another release begins
   * anew.
   */
  static String id(String text) {
    return "sweep-" + hash(ProjectVersion.current() + "\n" + text);
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the rows of a text are written. */
  Path of(String text) {
    return folder.resolve(id(text));
  }
}
