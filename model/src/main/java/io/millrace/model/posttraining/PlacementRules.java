package io.millrace.model.posttraining;

import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.Layer;
import io.millrace.model.architecture.MixtureOfExperts;
import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.input.Issue;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.ParallelStrategy;
import java.util.ArrayList;
import java.util.List;

/** What has to divide for a call's strategy to fit its model and its mesh. */
public final class PlacementRules {

  private PlacementRules() {}

  /** An issue for each rule that a placement breaks, with paths as in a scenario. */
  public static List<Issue> violations(
      ModelFunctionCall call, ModelArchitecture model, CallPlacement placement) {
    List<Issue> issues = new ArrayList<>();
    ParallelStrategy degrees = placement.strategy();
    String path = "plan.calls." + call.name() + ".";
    if (degrees.pipeline() > model.layerCount()) {
      String message =
          "%d stages are more than the %d layers".formatted(degrees.pipeline(), model.layerCount());
      issues.add(new Issue(path + "pipeline", message, ""));
    }
    int ranks = degrees.data() * degrees.tensor() * degrees.context();
    if (ranks % degrees.expert() != 0) {
      String message =
          "%d does not divide the %d ranks of data x tensor x context"
              .formatted(degrees.expert(), ranks);
      issues.add(new Issue(path + "expert", message, ""));
    }
    if (degrees.expert() > 1 && !model.hasExperts()) {
      issues.add(new Issue(path + "expert", "is given, but the model has no experts", ""));
    }
    model.distinctLayers().keySet().forEach(layer -> split(layer, degrees, path, issues));
    return List.copyOf(issues);
  }

  private static void split(
      Layer layer, ParallelStrategy degrees, String path, List<Issue> issues) {
    int heads =
        switch (layer.mixer()) {
          case GroupedQueryAttention attention -> attention.heads();
          case LatentAttention attention -> attention.heads();
          default -> 0;
        };
    if (heads % degrees.tensor() != 0) {
      String message =
          "%d does not divide the %d attention heads".formatted(degrees.tensor(), heads);
      issues.add(new Issue(path + "tensor", message, ""));
    }
    if (layer.feedForward() instanceof MixtureOfExperts moe
        && moe.experts() % degrees.expert() != 0) {
      String message =
          "%d does not divide the %d experts".formatted(degrees.expert(), moe.experts());
      issues.add(new Issue(path + "expert", message, ""));
    }
  }
}
