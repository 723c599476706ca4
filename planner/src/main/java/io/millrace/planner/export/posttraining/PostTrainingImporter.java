package io.millrace.planner.export.posttraining;

import io.millrace.model.input.Parsed;
import io.millrace.model.plan.PostTrainingPlan;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.Launchers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Reads the plan in a launcher's files. They say where calls run, not what these compute: the
 * question comes from elsewhere. Importers are services, as exporters are.
 */
public interface PostTrainingImporter {

  /** The key of the launcher whose files it reads. */
  String key();

  /** What it reads, for people: {@code the YAML of a recipe}. */
  String reads();

  /** Which file of a folder that the exporter wrote it reads, such as {@code overrides.txt}. */
  String planFile();

  /** What a file that can be read says of how trainers save memory. */
  TrainerSettings settings(String text);

  /**
   * What a file that can be read says of the workload otherwise than the question, and how much of
   * it was not read, in sentences.
   */
  default List<String> notes(String text, PostTrainingScenario question) {
    return List.of();
  }

  /**
   * Reads a file's text.
   *
   * @param text of the file
   * @param question whose calls are placed, on whose cluster
   * @return the plan, or everything that is wrong with the file
   */
  Parsed<PostTrainingPlan> read(String text, PostTrainingScenario question);

  /** All importers, in the order of the launchers. */
  static List<PostTrainingImporter> all() {
    return ServiceLoader.load(PostTrainingImporter.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(it -> Launchers.keys().indexOf(it.key())))
        .toList();
  }

  /** The importer of a launcher's files, if there is one. */
  static Optional<PostTrainingImporter> of(String key) {
    return all().stream().filter(it -> it.key().equals(key)).findFirst();
  }
}
