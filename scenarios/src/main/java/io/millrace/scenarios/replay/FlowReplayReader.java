package io.millrace.scenarios.replay;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads a replay.
 *
 * <pre>{@code
 * {"note": "free text",
 *  "linkBytesPerSecond": [50e9, 25e9],
 *  "flows": [{"start": 0.5, "bytes": 4e6, "links": [0, 1], "end": 0.50016}]}
 * }</pre>
 *
 * Links are numbered from zero; {@code note} and {@code end} may be left out.
 */
public final class FlowReplayReader {

  /** Seconds; a clock of whole seconds reaches this far. */
  private static final double LATEST_START = 1e18;

  private FlowReplayReader() {}

  /** Reads a file. */
  public static Parsed<FlowReplay> read(Path file) {
    return Document.read(file).then(FlowReplayReader::read);
  }

  /** Reads a document. */
  public static Parsed<FlowReplay> read(Document document) {
    Issues issues = new Issues();
    Fields fields = Fields.of(document, issues);
    if (!issues.isEmpty()) {
      return new Parsed.Invalid<>(issues.list());
    }
    fields.optionalText("note");
    List<Double> links = links(fields, issues);
    // A link's number can be judged only if all links were understood.
    int known = issues.isEmpty() ? links.size() : Integer.MAX_VALUE;
    int before = issues.gaps();
    List<Flow> flows = new ArrayList<>();
    for (Fields flow : fields.objects("flows")) {
      flows.add(flow(flow, known, issues));
    }
    if (issues.gaps() == before && flows.isEmpty()) {
      fields.issue("flows", "no flow is listed", "give at least one: {start, bytes, links}");
    }
    fields.refuseUnknownKeys();
    return issues.result(() -> new FlowReplay(links, flows));
  }

  private static List<Double> links(Fields fields, Issues issues) {
    String key = "linkBytesPerSecond";
    List<Double> links = fields.numbers(key);
    if (issues.isEmpty() && links.isEmpty()) {
      fields.issue(key, "no link is listed", "give the capacity of each link in bytes per second");
    }
    for (int i = 0; i < links.size(); i++) {
      double capacity = links.get(i);
      if (!(capacity >= 0 && capacity <= Double.MAX_VALUE)) {
        issues.add(
            fields.path(key) + "[" + i + "]",
            "must be a finite number of bytes per second, not negative, is " + capacity,
            "");
      }
    }
    return links;
  }

  private static Flow flow(Fields fields, int knownLinks, Issues issues) {
    double start = notNegative(fields, "start");
    if (start > LATEST_START) {
      fields.issue("start", "must be at most " + LATEST_START + " seconds, is " + start, "");
    }
    double bytes = notNegative(fields, "bytes");
    OptionalDouble end = fields.optionalNumber("end", 0, Double.MAX_VALUE);
    int before = issues.gaps();
    List<Integer> links = fields.integers("links");
    if (issues.gaps() == before && links.isEmpty()) {
      fields.issue("links", "no link is listed", "give the number of each link the flow crosses");
    }
    for (int i = 0; i < links.size(); i++) {
      if (links.get(i) < 0 || links.get(i) >= knownLinks) {
        issues.add(
            fields.path("links") + "[" + i + "]",
            "there is no link " + links.get(i),
            knownLinks == Integer.MAX_VALUE
                ? "links are numbered from 0"
                : "links are numbered from 0 to " + (knownLinks - 1));
      }
    }
    fields.refuseUnknownKeys();
    return new Flow(start, bytes, links, end);
  }

  private static double notNegative(Fields fields, String key) {
    double number = fields.number(key, -Double.MAX_VALUE, Double.MAX_VALUE);
    // What is missing or no number has its issue already.
    if (number < 0 && number > -Double.MAX_VALUE) {
      fields.issue(key, "must not be negative, is " + number, "");
    }
    return number;
  }
}
