package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.planfile.PostTrainingPlanFile;
import io.millrace.model.planfile.PostTrainingPlanFileReader;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.scenarios.QuestionReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files about post-training: scenarios, and plans with their questions. */
final class PostTrainingDocuments {

  private PostTrainingDocuments() {}

  /** The document of a file, if it is about post-training. */
  static Optional<Document> find(String file) {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path)
          || !(Document.read(path) instanceof Parsed.Valid<Document> valid)) {
        return Optional.empty();
      }
      return Optional.of(valid.value())
          .filter(it -> PostTrainingPlanFileReader.isPlan(it) || QuestionReader.isPostTraining(it));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The scenario of such a document; that of a plan's file has the plan. */
  static Parsed<PostTrainingScenario> scenario(String file, Document document) {
    if (PostTrainingPlanFileReader.isPlan(document)) {
      return PostTrainingPlanFileReader.bundled()
          .read(document)
          .then(it -> new Parsed.Valid<>(it.scenario()));
    }
    Path parent = Path.of(file).toAbsolutePath().getParent();
    Path folder = parent == null ? Path.of("") : parent;
    return PostTrainingReader.bundled().read(document, folder);
  }

  /** The plan of such a document, with its question. */
  static Parsed<PostTrainingPlanFile> plan(String file, Document document) {
    if (PostTrainingPlanFileReader.isPlan(document)) {
      return PostTrainingPlanFileReader.bundled().read(document);
    }
    return scenario(file, document)
        .then(
            it ->
                it.plan().isPresent()
                    ? new Parsed.Valid<>(new PostTrainingPlanFile(it, Optional.empty()))
                    : new Parsed.Invalid<>(
                        List.of(new Issue("plan", "is missing", "say where each call runs"))));
  }
}
