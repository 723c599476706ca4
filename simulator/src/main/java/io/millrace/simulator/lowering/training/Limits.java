package io.millrace.simulator.lowering.training;

import io.millrace.model.hardware.Device;
import io.millrace.model.input.Assumption;
import io.millrace.model.plan.Sharding;
import java.util.ArrayList;
import java.util.List;

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
    if (context.plan().activationOffload() && device.hostLink().isEmpty()) {
      limits.add(
          new Assumption(
              "plan.activationOffload",
              "copies to the host hide behind computation",
              device.id() + " has no published link to its host"));
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
}
