package io.millrace.planner.export.posttraining;

import io.millrace.model.input.Issues;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.plan.ParallelStrategy;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a launcher's files say of a group of calls; replicas fill the devices.
 *
 * @param tensor ranks that share each layer's matrices
 * @param pipeline stages of consecutive layers
 * @param context ranks that share each sequence
 * @param expert ranks over which a layer's experts are spread
 * @param sequenceParallel whether tensor-parallel ranks also share the sequence
 * @param virtualStages chunks of layers on each device of a pipeline
 */
public record GroupDegrees(
    int tensor,
    int pipeline,
    int context,
    int expert,
    boolean sequenceParallel,
    int virtualStages) {

  /** One chunk on each stage; tensor-parallel ranks share the sequence. */
  public static GroupDegrees of(int tensor, int pipeline, int context, int expert) {
    return new GroupDegrees(tensor, pipeline, context, expert, true, 1);
  }

  /**
   * The placement on some devices; empty, with an issue, where they are no whole replicas.
   *
   * @param path of the file where the degrees stand
   */
  public Optional<CallPlacement> on(
      DeviceMesh mesh, OptionalInt microBatches, Issues issues, String path) {
    long replica = (long) tensor * pipeline * context;
    if (mesh.size() % replica != 0) {
      issues.add(
          path,
          "tensor %d x pipeline %d x context %d do not divide %d devices"
              .formatted(tensor, pipeline, context, mesh.size()),
          "");
      return Optional.empty();
    }
    ParallelStrategy strategy =
        new ParallelStrategy((int) (mesh.size() / replica), tensor, pipeline, context, expert);
    return Optional.of(
        new CallPlacement(
            mesh, strategy, sequenceParallel && tensor > 1, virtualStages, microBatches));
  }
}
