package io.millrace.planner.export.torchtitan;

import io.millrace.simulator.lowering.training.PipelineProgram;
import io.millrace.simulator.lowering.training.schedule.PassKind;
import io.millrace.simulator.lowering.training.schedule.Slot;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The order of a pipeline's passes as torchtitan and PyTorch read it: a line for each rank, actions
 * {@code <stage><operation><micro-batch>} separated by commas. {@code F} is a forward pass, {@code
 * B} a whole backward pass, {@code I} its part for inputs and {@code W} that for weights (F, I and
 * W in torchtitan's {@code tests/assets/custom_schedule.csv}; B in {@code
 * torch.distributed.pipelining.schedules}).
 */
final class ScheduleCsv {

  private ScheduleCsv() {}

  /** The text of a program. */
  static String of(PipelineProgram program) {
    StringBuilder csv = new StringBuilder();
    List<List<Slot>> orders = program.orders();
    for (int rank = 0; rank < orders.size(); rank++) {
      int stage = rank;
      csv.append(
          orders.get(rank).stream()
              .map(slot -> action(program, stage, slot))
              .collect(Collectors.joining(",")));
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String action(PipelineProgram program, int rank, Slot slot) {
    int stages = program.orders().size();
    int virtualStage = program.placement().virtualStage(rank, slot.chunk(), stages);
    return virtualStage + operation(slot.kind()) + slot.microBatch();
  }

  private static String operation(PassKind kind) {
    return switch (kind) {
      case FORWARD -> "F";
      case BACKWARD -> "B";
      case INPUT_GRADIENT -> "I";
      case WEIGHT_GRADIENT -> "W";
      case OUTPUT, OUTPUT_GRADIENT, EMBEDDING, EMBEDDING_GRADIENT ->
          throw new IllegalArgumentException("no action for " + kind);
    };
  }
}
