package io.millrace.simulator.calibration;

import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads tables of timed kernels: comma-separated, with names in the first line, perhaps gzip. */
public final class KernelTimings {
  private static final List<RowForm> FORMS = new ArrayList<>();

  static {
    FORMS.addAll(InferenceForms.ALL);
    FORMS.addAll(TrainingForms.ALL);
  }

  private KernelTimings() {}

  /** The kernels of a table, or what is wrong with its lines. */
  public static Parsed<List<MeasuredKernel>> read(Path file) {
    Issues issues = new Issues();
    List<MeasuredKernel> kernels = new ArrayList<>();
    try (BufferedReader reader = open(file)) {
      read(reader, kernels, issues);
    } catch (IOException e) {
      issues.add(Issue.WHOLE, "cannot be read: " + e.getMessage(), "name a table, perhaps gzip");
    }
    return issues.result(() -> List.copyOf(kernels));
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  private static void read(BufferedReader reader, List<MeasuredKernel> kernels, Issues issues)
      throws IOException {
    String first = reader.readLine();
    List<String> names = first == null ? List.of() : Arrays.asList(first.strip().split(",", -1));
    Optional<RowForm> form =
        FORMS.stream().filter(it -> names.containsAll(it.columns())).findFirst();
    if (form.isEmpty()) {
      List<String> known =
          FORMS.stream()
              .map(it -> it.columns().stream().sorted().toList())
              .map(it -> String.join(",", it))
              .toList();
      issues.add("line 1", "names no known table", "know " + String.join("; ", known));
      return;
    }
    int line = 1;
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      line++;
      if (text.isBlank()) {
        continue;
      }
      String[] cells = text.strip().split(",", -1);
      if (cells.length != names.size()) {
        issues.add("line " + line, "has " + cells.length + " cells instead of " + names.size(), "");
        continue;
      }
      Map<String, String> byName = new HashMap<>();
      for (int i = 0; i < cells.length; i++) {
        byName.put(names.get(i), cells[i].strip());
      }
      int before = issues.gaps();
      Row row = new Row(byName, "line " + line, issues);
      List<MeasuredKernel> found = form.get().read(row);
      if (issues.gaps() == before) {
        kernels.addAll(found);
      }
    }
  }
}
