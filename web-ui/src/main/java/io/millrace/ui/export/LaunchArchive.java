package io.millrace.ui.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Files as a ZIP that unpacks into the folder where somebody unpacks it, and nowhere else. Equal
 * files make equal bytes.
 *
 * @param files texts by their names, whose parts are parted by slashes
 */
public record LaunchArchive(SortedMap<String, String> files) {
  /** Letters, digits and few marks: what all file systems take, and no shell minds. */
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9._+@=][A-Za-z0-9._+@=-]*");

  private static final int LONGEST_NAME = 60;

  /** ZIP knows no earlier year, and files have no date of their own. */
  private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

  /**
   * Copies the files.
   *
   * @throws IllegalArgumentException if a name is empty, absolute, leads out of the folder or could
   *     on some system, or is that of another file or folder but for the case of its letters
   */
  public LaunchArchive {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    Set<String> taken = new HashSet<>();
    Set<String> folders = new HashSet<>();
    for (String name : files.keySet()) {
      check(name);
      String folded = name.toLowerCase(Locale.ROOT);
      if (!taken.add(folded)) {
        throw new IllegalArgumentException("two files are called '" + name + "'");
      }
      for (int i = folded.indexOf('/'); i >= 0; i = folded.indexOf('/', i + 1)) {
        folders.add(folded.substring(0, i));
      }
    }
    folders.stream()
        .filter(taken::contains)
        .findFirst()
        .ifPresent(
            it -> {
              throw new IllegalArgumentException("'" + it + "' is a file and a folder");
            });
  }

  /** Of files in any order. */
  public static LaunchArchive of(Map<String, String> files) {
    return new LaunchArchive(new TreeMap<>(files));
  }

  /** Of folders by their names, each with files by theirs. */
  public static LaunchArchive ofFolders(Map<String, ? extends Map<String, String>> folders) {
    SortedMap<String, String> files = new TreeMap<>();
    folders.forEach(
        (folder, inside) -> inside.forEach((name, text) -> files.put(folder + "/" + name, text)));
    return new LaunchArchive(files);
  }

  /**
   * A name for a download that is safe in a header and on a disk: of anything, its letters, digits,
   * dots and dashes.
   *
   * @param wanted perhaps from a visitor
   * @param ending with its dot, such as {@code .zip}
   */
  public static String fileName(String wanted, String ending) {
    String plain = wanted.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    String trimmed = cut.replaceAll("[.-]+$", "");
    return (trimmed.isEmpty() ? "plan" : trimmed) + ending;
  }

  /** The ZIP. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes the ZIP, and leaves the stream open. */
  public void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    for (Map.Entry<String, String> file : files.entrySet()) {
      ZipEntry entry = new ZipEntry(file.getKey());
      entry.setTimeLocal(DATE);
      zip.putNextEntry(entry);
      zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    zip.finish();
  }

  private static void check(String name) {
    for (String part : name.split("/", -1)) {
      // A dot at the end is dropped on Windows, by which "..." becomes something else.
      if (!PART.matcher(part).matches() || part.endsWith(".")) {
        throw new IllegalArgumentException("'" + name + "' is no name of a file in an archive");
      }
    }
  }
}
