package io.millrace.model.nccl;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.nccl.NcclMeasurement.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What nccl-tests writes with {@code -J}: {@code args}, {@code ranks} with their {@code hostname}
 * and {@code results} with {@code size}, {@code type} and the {@code time} (us) {@code
 * out_of_place} and {@code in_place}. Keys that are not needed may be anything: they differ between
 * versions.
 */
final class NcclJson {
  private static final Pattern TEST = Pattern.compile("\\b([a-z_]+)_perf\\b");

  private final List<NcclMeasurement> found;
  private final Issues issues;
  private final Optional<Operation> given;

  NcclJson(Optional<Operation> given, List<NcclMeasurement> found, Issues issues) {
    this.given = given;
    this.found = found;
    this.issues = issues;
  }

  void read(Parsed<Document> document) {
    switch (document) {
      case Parsed.Valid<Document> valid -> read(valid.value().root());
      case Parsed.Invalid<Document> invalid -> invalid.issues().forEach(issues::add);
    }
  }

  private void read(JsonNode root) {
    Optional<Operation> operation = operation(root).or(() -> given);
    JsonNode ranks = root.path("ranks");
    Set<String> hosts = new LinkedHashSet<>();
    ranks.forEach(rank -> hosts.add(rank.path("hostname").asString("")));
    JsonNode results = root.path("results");
    if (operation.isEmpty()) {
      issues.add("args", "names no known test", "say which with --operation");
    }
    if (!ranks.isArray() || ranks.size() < 2) {
      issues.add("ranks", "is no list of at least two ranks", "");
    }
    if (!results.isArray()) {
      issues.add("results", "is no list", "");
    }
    if (!issues.isEmpty()) {
      return;
    }
    for (int i = 0; i < results.size(); i++) {
      row(
          results.get(i),
          operation.orElseThrow(),
          ranks.size(),
          hosts.size(),
          "results[" + i + "]");
    }
  }

  private static Optional<Operation> operation(JsonNode root) {
    Matcher test = TEST.matcher(root.path("args").toString() + root.path("config").toString());
    return test.find() ? Operation.of(test.group(1)) : Optional.empty();
  }

  private void row(JsonNode row, Operation operation, int ranks, int hosts, String where) {
    JsonNode size = row.path("size");
    if (!size.isNumber()) {
      issues.add(new Issue(where + ".size", "is no number", ""));
      return;
    }
    if (size.asDouble() == 0) {
      return;
    }
    int before = found.size();
    for (String way : List.of("out_of_place", "in_place")) {
      JsonNode time = row.path(way).path("time");
      if (time.isNumber() && time.asDouble() > 0) {
        found.add(
            new NcclMeasurement(
                operation,
                ranks,
                hosts,
                size.asDouble(),
                row.path("type").asString(""),
                time.asDouble() / 1e6,
                where));
      }
    }
    if (found.size() == before) {
      issues.add(where, "has no positive time, neither out_of_place nor in_place", "");
    }
  }
}
