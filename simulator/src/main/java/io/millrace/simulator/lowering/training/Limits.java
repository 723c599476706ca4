package io.millrace.simulator.lowering.training;

import io.millrace.model.framework.AttentionKernel;
import io.millrace.model.framework.SelectivePolicy;
import io.millrace.model.hardware.Device;
import io.millrace.model.hardware.NumberFormat;
import io.millrace.model.input.Assumption;
import io.millrace.model.layout.StageLayout;
import io.millrace.model.plan.Recompute;
import io.millrace.model.plan.Sharding;
import io.millrace.model.plan.VocabularyPlacement;
import io.millrace.model.workload.TrainingPrecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a simulation takes for granted because it does not model it, said where it matters. */
final class Limits {

  private Limits() {}

  static List<Assumption> of(TrainingContext context) {
    List<Assumption> limits = new ArrayList<>();
    Device device = context.cluster().device();
    if (device.peak(context.matrixFormat()).isEmpty()) {
      limits.add(
          new Assumption(
              "workload.precision",
              "products at the rate of a wider format",
              device.id() + " has no published rate for " + context.workload().precision().key()));
    }
    if (context.workload().precision() == TrainingPrecision.MXFP8
        && device.peak(NumberFormat.FP4).isEmpty()) {
      limits.add(
          new Assumption(
              "workload.precision",
              "products as fast as those of fp8 with a scale for each tensor",
              "engines that apply a scale for 32 elements came with those for fp4, which "
                  + device.id()
                  + " has not"));
    }
    if (keepsNoScores(context)) {
      limits.add(
          new Assumption(
              "plan.recompute",
              "as none",
              "selective computes the scores of attention again, and the fused attention here"
                  + " keeps none (2205.14135)"));
    }
    uneven(context).ifPresent(limits::add);
    if (context.plan().activationOffload() && device.hostLink().isEmpty()) {
      limits.add(
          new Assumption(
              "plan.activationOffload",
              "copies to the host hide behind computation",
              device.id() + " has no published link to its host"));
    }
    if (context.plan().activationOffload()) {
      HostMemory.assumed(context.cluster()).ifPresent(limits::add);
    }
    if (context.plan().sharding() == Sharding.ZERO3 && !context.gathersEachLayer()) {
      limits.add(
          new Assumption(
              "plan.sharding",
              "weights are gathered once an iteration and kept",
              "as frameworks do under a pipeline"));
    }
    if (context.plan().schedule().splitsBackward() && context.strategy().pipeline() > 1) {
      limits.add(
          new Assumption(
              "plan.schedule",
              "all stages wait for the norm of the gradients before the update",
              "validating it afterwards (2401.10241, section 4) is not simulated: it would save"
                  + " what the stages start apart"));
    }
    return limits;
  }

  private static boolean keepsNoScores(TrainingContext context) {
    return context.plan().recompute() == Recompute.SELECTIVE
        && context.framework().defaults().selective() == SelectivePolicy.ATTENTION_CORE
        && (context.framework().kernels().attention() != AttentionKernel.UNFUSED
            || context.workload().compiled());
  }

  /** How layers that do not divide are spread. */
  private static Optional<Assumption> uneven(TrainingContext context) {
    List<Integer> layers =
        StageLayout.of(context.model(), context.workload(), context.plan()).layers();
    if (!context.plan().stageLayers().isEmpty() || layers.stream().distinct().count() == 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Assumption(
            "plan.stageLayers",
            alike(layers),
            context.plan().vocabulary() == VocabularyPlacement.REDISTRIBUTED
                ? "chunks x layers; the last stage makes room for the output layer"
                : "chunks x layers; %d layers do not divide over %d chunks, embedding and loss"
                        .formatted(context.model().layerCount(), layers.size())
                    + " count as one each"));
  }

  /** Neighbours that are alike in one term: {@code 1 x 2, 6 x 3, 1 x 2}. */
  private static String alike(List<Integer> layers) {
    List<String> terms = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= layers.size(); i++) {
      if (i == layers.size() || !layers.get(i).equals(layers.get(from))) {
        terms.add(i - from + " x " + layers.get(from));
        from = i;
      }
    }
    return String.join(", ", terms);
  }
}
