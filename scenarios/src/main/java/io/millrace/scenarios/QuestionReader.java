package io.millrace.scenarios;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.scenario.ScenarioReader;
import io.millrace.model.streams.StreamReader;

/** Reads scenarios of every workload; nothing in them gets at a file. */
public final class QuestionReader {
  private final ScenarioReader training;
  private final PostTrainingReader postTraining;
  private final StreamReader streams;

  private QuestionReader(
      ScenarioReader training, PostTrainingReader postTraining, StreamReader streams) {
    this.training = training;
    this.postTraining = postTraining;
    this.streams = streams;
  }

  /** Reads with the catalogues that come with the project. */
  public static QuestionReader bundled() {
    return new QuestionReader(
        ScenarioReader.bundled(), PostTrainingReader.bundled(), StreamReader.bundled());
  }

  /** Whether a document tells of post-training. */
  public static boolean isPostTraining(Document document) {
    return PostTrainingReader.reads(Fields.of(document, new Issues()));
  }

  /** Whether a document tells of workers joined by streams. */
  public static boolean isStreams(Document document) {
    return StreamReader.reads(document);
  }

  /** Reads a scenario; whatever is neither of the others is taken for training. */
  public Parsed<Question> read(Document document) {
    if (isPostTraining(document)) {
      return postTraining
          .read(document)
          .then(it -> new Parsed.Valid<>(new Question.PostTraining(it)));
    }
    if (isStreams(document)) {
      return streams.read(document).then(it -> new Parsed.Valid<>(new Question.Streams(it)));
    }
    return training.read(document).then(it -> new Parsed.Valid<>(new Question.Training(it)));
  }
}
