package io.millrace.scenarios.sweep;

import io.millrace.model.input.Document;
import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.streams.StreamReader;
import tools.jackson.databind.node.ObjectNode;

/** Makes contexts: one way for each kind of workload. */
@FunctionalInterface
interface Contexts {

  /** The context of a point. */
  Parsed<Context> of(Point point, CostModels.Drawn drawn);

  /** Those of a sweep. */
  static Contexts of(Sweep sweep, RowColumns columns) {
    if (isOfStreams(sweep.base())) {
      return new StreamContexts(sweep, columns);
    }
    return isPostTraining(sweep)
        ? new PostTrainingContexts(sweep, columns)
        : new TrainingContexts(sweep, columns);
  }

  /** Whether a scenario is of reinforcement learning by streams. */
  static boolean isOfStreams(ObjectNode scenario) {
    return StreamReader.reads(new Document(scenario));
  }

  /** Whether a sweep's scenario is of post-training. */
  static boolean isPostTraining(Sweep sweep) {
    return PostTrainingReader.reads(Fields.of(sweep.base(), "", new Issues()));
  }
}
