package io.millrace.simulator.lowering.training;

import io.millrace.model.architecture.CompressedAttention;
import io.millrace.model.architecture.GroupedQueryAttention;
import io.millrace.model.architecture.LatentAttention;
import io.millrace.model.architecture.LinearAttention;
import io.millrace.model.architecture.NoMixer;
import io.millrace.model.architecture.SequenceMixer;
import io.millrace.model.architecture.StateSpace;
import io.millrace.simulator.lowering.training.AttentionCore.Shape;
import java.util.List;

/** The steps of the half of a layer that mixes positions. */
final class MixerWork {
  private final TrainingContext context;
  private final LinearWork linear;
  private final AttentionCore core;
  private final LatentWork latents;
  private final RecurrentWork recurrent;
  private final ElementWise passes;

  MixerWork(TrainingContext context) {
    this.context = context;
    this.linear = new LinearWork(context);
    this.core = new AttentionCore(context);
    this.latents = new LatentWork(context);
    this.recurrent = new RecurrentWork(context);
    this.passes = ElementWise.of(context);
  }

  void forward(StepList steps, SequenceMixer mixer) {
    switch (mixer) {
      case NoMixer none -> {}
      case GroupedQueryAttention attention -> {
        int hidden = context.model().hidden();
        linear.columnForward(steps, "query-key-value", hidden, projected(attention));
        passes.heads().forward(steps, "heads", elements(projected(attention)));
        rotated(attention).forward(steps, "rotary", rotatedElements(attention));
        core.forward(steps, shape(attention));
        linear.rowForward(steps, "attention output", result(attention), hidden);
      }
      case LatentAttention attention -> latents.forward(steps, attention);
      case CompressedAttention attention -> recurrent.forward(steps, attention);
      case LinearAttention attention -> recurrent.forward(steps, attention);
      case StateSpace space -> recurrent.forward(steps, space);
    }
  }

  void backward(StepList steps, SequenceMixer mixer) {
    switch (mixer) {
      case NoMixer none -> {}
      case GroupedQueryAttention attention -> {
        int hidden = context.model().hidden();
        linear.rowBackward(steps, "attention output", result(attention), hidden);
        core.backward(steps, shape(attention));
        rotated(attention).backward(steps, "rotary", rotatedElements(attention));
        passes.heads().backward(steps, "heads", elements(projected(attention)));
        linear.columnBackward(steps, "query-key-value", hidden, projected(attention));
      }
      case LatentAttention attention -> latents.backward(steps, attention);
      case CompressedAttention attention -> recurrent.backward(steps, attention);
      case LinearAttention attention -> recurrent.backward(steps, attention);
      case StateSpace space -> recurrent.backward(steps, space);
    }
  }

  /** Bytes that the mixer keeps for the backward pass, without what the norm keeps. */
  double keptBytes(SequenceMixer mixer) {
    return switch (mixer) {
      case NoMixer none -> 0;
      case GroupedQueryAttention attention ->
          elements(projected(attention) + result(attention)) * context.elementBytes()
              + core.keptBytes(shape(attention));
      case LatentAttention attention -> latents.keptBytes(attention);
      case CompressedAttention attention -> recurrent.keptBytes(attention);
      case LinearAttention attention -> recurrent.keptBytes(attention);
      case StateSpace space -> recurrent.keptBytes(space);
    };
  }

  /** Bytes of what the mixer gives to its last product, and of the sums that attention keeps. */
  double attendedBytes(SequenceMixer mixer) {
    return mixer instanceof GroupedQueryAttention attention
        ? elements(result(attention)) * context.elementBytes() + core.keptBytes(shape(attention))
        : elements(context.model().hidden()) * context.elementBytes();
  }

  /** Widths of what the products before the mixing write: queries, keys and values. */
  List<Double> firstWidths(SequenceMixer mixer) {
    return switch (mixer) {
      case NoMixer none -> List.of();
      case GroupedQueryAttention attention -> {
        double queries = attention.heads() * (double) attention.headDim();
        double keys = attention.kvHeads() * (double) attention.headDim();
        yield List.of(queries, keys, projected(attention) - queries - keys);
      }
      case LatentAttention attention -> List.of(latents.firstWidth(attention));
      default -> List.of((double) context.model().hidden());
    };
  }

  /** Elements on one rank of something that wide which the tensor-parallel ranks share. */
  private double elements(double width) {
    return context.tokens() * width / context.tensor();
  }

  private Shape shape(GroupedQueryAttention attention) {
    double tensor = context.tensor();
    return new Shape(
        attention.heads() / tensor,
        Math.max(1, attention.kvHeads() / tensor),
        attention.headDim(),
        attention.valueDim(),
        attention.slidingWindow().orElse(Integer.MAX_VALUE));
  }

  private static double projected(GroupedQueryAttention attention) {
    double values = attention.sharedKeyValue() ? 0 : attention.kvHeads() * attention.valueDim();
    double gate = attention.outputGate() ? attention.heads() * attention.valueDim() : 0;
    return attention.heads() * attention.headDim()
        + attention.kvHeads() * attention.headDim()
        + values
        + gate;
  }

  private static double result(GroupedQueryAttention attention) {
    return attention.heads() * attention.valueDim();
  }

  private Passes rotated(GroupedQueryAttention attention) {
    return context.rotary() && attention.headDim() > 0 ? passes.rotary() : Passes.NONE;
  }

  private double rotatedElements(GroupedQueryAttention attention) {
    return elements((attention.heads() + attention.kvHeads()) * attention.headDim());
  }
}
