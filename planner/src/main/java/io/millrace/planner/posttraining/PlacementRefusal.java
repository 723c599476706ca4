package io.millrace.planner.posttraining;

import io.millrace.model.dataflow.ModelFunctionCall;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.planner.posttraining.launcher.PostTrainingLauncher;

/** What may refuse a placement beside the rules of the model. */
@FunctionalInterface
interface PlacementRefusal {
  /** Refuses nothing. */
  PlacementRefusal NONE = (call, placement) -> false;

  boolean refuses(ModelFunctionCall call, CallPlacement placement);

  /** A call with given degrees as it is run where there is no other choice. */
  default CallPlacement place(ModelFunctionCall call, DeviceMesh mesh, ParallelStrategy degrees) {
    return CallPlacement.of(mesh, degrees);
  }

  /** What a launcher refuses for a question. */
  static PlacementRefusal of(PostTrainingLauncher launcher, PostTrainingScenario scenario) {
    return new PlacementRefusal() {
      @Override
      public boolean refuses(ModelFunctionCall call, CallPlacement placement) {
        return launcher.refusal(call, placement, scenario).isPresent();
      }

      @Override
      public CallPlacement place(
          ModelFunctionCall call, DeviceMesh mesh, ParallelStrategy degrees) {
        return launcher.place(call, mesh, degrees);
      }
    };
  }
}
