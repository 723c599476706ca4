package io.millrace.scenarios.sweep;

import io.millrace.model.input.Document;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.model.streams.StreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds axes of what no scenario has, of which every row would be impossible: reads the scenario of
 * a first point, and keeps what is said about the keys that axes wrote.
 */
final class KnownPaths {
  private static final String UNKNOWN = "unknown key";

  private KnownPaths() {}

  /**
   * Issues about axes.
   *
   * @param base the scenario, with its plan spelt out
   * @param folder where relative paths in it start; absent where it may name no files
   */
  static List<Issue> check(ObjectNode base, Optional<Path> folder, List<Axis> axes) {
    ObjectNode root = base.deepCopy();
    List<Setting> settings =
        axes.stream()
            .map(it -> it.size() > 0 ? it.at(0) : it.at(0.0))
            .flatMap(List::stream)
            .filter(it -> !it.path().equals(Draws.PATH))
            .toList();
    try {
      settings.forEach(it -> it.path().put(root, it.value()));
    } catch (InvalidInputException e) {
      return e.issues().stream().map(KnownPaths::ofAxis).toList();
    }
    Set<String> written =
        settings.stream().map(it -> it.path().toString()).collect(Collectors.toSet());
    return read(new Document(root), folder).issues().stream()
        .filter(it -> it.message().equals(UNKNOWN))
        .filter(it -> written.stream().anyMatch(path -> isWithin(path, it.path())))
        .map(KnownPaths::ofAxis)
        .toList();
  }

  private static Parsed<?> read(Document scenario, Optional<Path> folder) {
    if (StreamReader.reads(scenario)) {
      return StreamReader.bundled().read(scenario);
    }
    boolean postTraining =
        Optional.ofNullable(scenario.root().get("workload"))
            .filter(it -> PostTrainingReader.TYPE.equals(it.path("type").asString("")))
            .isPresent();
    if (postTraining) {
      PostTrainingReader reader = PostTrainingReader.bundled();
      return folder
          .<Parsed<?>>map(it -> reader.read(scenario, it))
          .orElseGet(() -> reader.read(scenario));
    }
    ScenarioReader reader = ScenarioReader.bundled();
    return folder
        .<Parsed<?>>map(it -> reader.read(scenario, it))
        .orElseGet(() -> reader.read(scenario));
  }

  private static boolean isWithin(String path, String key) {
    return path.equals(key) || path.startsWith(key + ".");
  }

  private static Issue ofAxis(Issue issue) {
    return issue.message().equals(UNKNOWN)
        ? new Issue("axes", "no scenario has '" + issue.path() + "'", issue.hint())
        : new Issue("axes", issue.path() + " " + issue.message(), issue.hint());
  }
}
