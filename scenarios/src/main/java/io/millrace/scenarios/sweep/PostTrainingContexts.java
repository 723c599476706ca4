package io.millrace.scenarios.sweep;

import io.millrace.model.input.Document;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.posttraining.PostTrainingReader;
import io.millrace.model.posttraining.PostTrainingScenario;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Contexts of post-training, of which nothing is prepared: each point is read on its own. */
final class PostTrainingContexts implements Contexts {
  private final Sweep sweep;
  private final RowColumns columns;
  private final PostTrainingReader reader = PostTrainingReader.bundled();

  PostTrainingContexts(Sweep sweep, RowColumns columns) {
    this.sweep = sweep;
    this.columns = columns;
  }

  @Override
  public Parsed<Context> of(Point neighbour, CostModels.Drawn drawn) {
    return new Parsed.Valid<>(
        new Context() {
          @Override
          public PointEvaluator costs() {
            return (point, rows) -> points(point, drawn).cost(rows);
          }

          @Override
          public PointEvaluator answers() {
            return switch (sweep.question().evaluation()) {
              case COST -> costs();
              case SIMULATE -> (point, rows) -> points(point, drawn).simulate(rows);
              case PLAN -> (point, rows) -> points(point, drawn).plan(rows);
            };
          }
        });
  }

  private PostTrainingPoints points(Point point, CostModels.Drawn drawn) {
    ObjectNode root = sweep.base().deepCopy();
    for (List<Setting> axis : point.settings()) {
      for (Setting setting : axis) {
        if (!setting.path().equals(Draws.PATH)) {
          setting.path().put(root, setting.value());
        }
      }
    }
    Document document = new Document(root);
    PostTrainingScenario scenario =
        sweep
            .folder()
            .map(folder -> reader.read(document, folder))
            .orElseGet(() -> reader.read(document))
            .orThrow();
    return new PostTrainingPoints(scenario, drawn.calibration(), sweep.question(), columns);
  }

  /** What is missing where a point has no placements. */
  static InvalidInputException withoutPlan() {
    return new InvalidInputException(
        new Issue("plan", "is missing", "say where each call runs, or evaluate: plan"));
  }
}
