package io.millrace.simulator.lowering.training;

import io.millrace.model.hardware.Network;
import io.millrace.simulator.cost.GroupPlacement;
import java.util.List;
import java.util.Optional;

/**
 * Everything that passes depend on besides what a chunk holds and the surroundings: plans of
 * different clusters with equal keys have equal passes.
 *
 * @param groups where the ranks lie with which a pass exchanges anything
 * @param network that joins nodes, where any of them are on several
 */
record SharedKey(PassKey key, List<GroupPlacement> groups, Optional<Network> network) {

  static SharedKey of(PassKey key, TrainingContext context) {
    GroupPlacement tensor = context.group(Axis.TENSOR);
    GroupPlacement sequence = context.group(Axis.CONTEXT);
    List<GroupPlacement> groups =
        key.replicas().isPresent()
            ? List.of(
                tensor,
                sequence,
                key.experts(),
                context.group(Axis.DATA),
                context.group(Axis.EXPERT_DATA),
                context.gradientGroup(),
                context.replicaGroup())
            : List.of(tensor, sequence, key.experts());
    int within = context.cluster().scaleUpDomain();
    boolean apart =
        groups.stream().anyMatch(it -> !it.isAlone() && it.outermost().level().span() > within);
    return new SharedKey(
        key, groups, apart ? Optional.of(context.cluster().network()) : Optional.empty());
  }
}
