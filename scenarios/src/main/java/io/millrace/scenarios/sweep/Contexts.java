package io.millrace.scenarios.sweep;

import io.millrace.model.input.Fields;
import io.millrace.model.input.Issues;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.PostTrainingReader;

/** Makes contexts: one way for each kind of workload. */
@FunctionalInterface
interface Contexts {

  /** The context of a point. */
  Parsed<Context> of(Point point, CostModels.Drawn drawn);

  /** Those of a sweep. */
  static Contexts of(Sweep sweep, RowColumns columns) {
    return isPostTraining(sweep)
        ? new PostTrainingContexts(sweep, columns)
        : new TrainingContexts(sweep, columns);
  }

  /** Whether a sweep's scenario is of post-training. */
  static boolean isPostTraining(Sweep sweep) {
    return PostTrainingReader.reads(Fields.of(sweep.base(), "", new Issues()));
  }
}
