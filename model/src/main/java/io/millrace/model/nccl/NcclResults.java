package io.millrace.model.nccl;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.nccl.NcclMeasurement.Operation;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads files of measured collectives. */
public final class NcclResults {

  private NcclResults() {}

  /**
   * Reads a file in any of the forms.
   *
   * @param operation what was timed, for files that do not say it
   * @param device id of the device that it must have been timed on, where the file names one
   */
  public static Parsed<List<NcclMeasurement>> read(
      Path file, Optional<Operation> operation, Optional<String> device) {
    try {
      String text = Files.readString(file);
      List<Issue> others =
          device.stream()
              .flatMap(
                  id ->
                      NcclDevices.in(text).stream()
                          .filter(name -> NcclDevices.contradicts(name, id))
                          .map(name -> otherDevice(name, id)))
              .toList();
      return others.isEmpty() ? parse(text, operation) : new Parsed.Invalid<>(others);
    } catch (NoSuchFileException e) {
      return new Parsed.Invalid<>(List.of(Issue.of(Issue.WHOLE, "there is no such file")));
    } catch (MalformedInputException e) {
      return new Parsed.Invalid<>(List.of(Issue.of(Issue.WHOLE, "is no text")));
    } catch (IOException e) {
      return new Parsed.Invalid<>(
          List.of(Issue.of(Issue.WHOLE, "cannot be read: " + e.getMessage())));
    }
  }

  private static Issue otherDevice(String name, String id) {
    return new Issue(
        Issue.WHOLE, "was timed on " + name + ", not on " + id, "name that device or its node");
  }

  /**
   * Reads a text in any of the forms: JSON if it begins with a brace, CSV if its first line names
   * the columns, else what nccl-tests prints.
   *
   * @param operation what was timed, for texts that do not say it
   */
  public static Parsed<List<NcclMeasurement>> parse(String text, Optional<Operation> operation) {
    Issues issues = new Issues();
    List<NcclMeasurement> found = new ArrayList<>();
    String start = text.stripLeading();
    if (start.startsWith("{")) {
      new NcclJson(operation, found, issues).read(Document.parse(text, true));
    } else if (NcclTable.recognises(start)) {
      new NcclTable(found, issues).read(text.lines().toList());
    } else {
      new NcclText(operation, found, issues).read(text.lines().toList());
    }
    if (found.isEmpty() && issues.isEmpty()) {
      issues.add(
          Issue.WHOLE,
          "has no measured collective",
          "expected the output of nccl-tests, as text or as JSON (-J), or a CSV table");
    }
    return issues.result(() -> List.copyOf(found));
  }
}
