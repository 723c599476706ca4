package io.millrace.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Tables of measurements too large to ship; tests that need one skip where it is absent. */
public final class BulkData {
  private BulkData() {}

  /** A table below the data folder. */
  public static Path file(String name) {
    String data = System.getProperty("millrace.data", "");
    Path file = Path.of(data, name.split("/"));
    Assumptions.assumeTrue(
        !data.isEmpty() && Files.isRegularFile(file),
        "needs " + name + " in the folder that -Dmillrace.data names");
    return file;
  }

  /** The rows of a table below the data folder, by the names in its first line. */
  public static List<Map<String, String>> rows(String name) {
    Path file = file(name);
    try (BufferedReader reader = open(file)) {
      String[] header = reader.readLine().split(",", -1);
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.length; i++) {
          row.put(header[i], cells[i]);
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    var bytes = Files.newInputStream(file);
    var plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }
}
