package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.dataflow.Dependency;
import io.millrace.model.plan.CallPlacement;
import io.millrace.model.plan.DeviceMesh;
import io.millrace.model.posttraining.PostTrainingScenario;
import io.millrace.model.workload.PostTraining;
import io.millrace.simulator.engine.TaskGraphBuilder;
import io.millrace.simulator.lowering.posttraining.TransferPlan.Transfer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What travels to the calls of an iteration, as flows over the links of the cluster. */
final class Flows {
  /** A token's number, its log-probability, value or reward: 32 bits each. */
  private static final int TOKEN_BYTES = 4;

  private final TaskGraphBuilder graph;
  private final FabricLinks links;
  private final List<Integer> resources = new ArrayList<>();
  private final List<List<Shipment>> weights = new ArrayList<>();
  private final List<List<Shipment>> data = new ArrayList<>();

  /**
   * Bytes over the same links.
   *
   * @param profile of the graph
   */
  record Flow(int profile, double bytes) {}

  /**
   * Flows that start together.
   *
   * @param bytes that arrive, counted at each receiver
   */
  record Shipment(String what, String from, String to, double bytes, List<Flow> flows) {}

  /** The chain that a transfer takes. */
  private record Chain(int sender, List<Integer> receivers) {}

  /**
   * Of calls in the order of the dataflow.
   *
   * @param graph gets resources for links, and profiles
   */
  Flows(PostTrainingScenario scenario, List<PlacedCall> calls, TaskGraphBuilder graph) {
    this.graph = graph;
    this.links = new FabricLinks(scenario.cluster());
    for (PlacedCall call : calls) {
      weights.add(
          call.arrival()
              .filter(it -> !it.plan().transfers().isEmpty())
              .map(it -> List.of(shipment(call, it)))
              .orElse(List.of()));
      data.add(new ArrayList<>());
    }
    for (Dependency it : scenario.workload().dataflow().unrolled(1, 0).edgeSet()) {
      if (it instanceof Dependency.Data passed) {
        add(scenario.workload(), calls, passed);
      }
    }
  }

  /** Updated weights that a call waits for. */
  List<Shipment> weights(int call) {
    return weights.get(call);
  }

  /** What calls before it have written for a call. */
  List<Shipment> data(int call) {
    return data.get(call);
  }

  /** Pieces that take the same way travel as one. */
  private Shipment shipment(PlacedCall call, PlacedCall.Arrival arrival) {
    Map<Chain, Double> bytes = new LinkedHashMap<>();
    for (Transfer transfer : arrival.plan().transfers()) {
      bytes.merge(
          new Chain(transfer.sender(), transfer.receivers()), transfer.bytes(), Double::sum);
    }
    List<Flow> flows = new ArrayList<>();
    bytes.forEach(
        (chain, its) ->
            flows.add(
                new Flow(
                    profile(
                        links.crossed(chain.sender(), chain.receivers()),
                        links.limit(chain.sender(), chain.receivers())),
                    its)));
    return new Shipment(
        "weights of " + call.call().role().orElseThrow(),
        arrival.from().label(),
        call.placement().orElseThrow().label(),
        arrival.plan().bytes(),
        flows);
  }

  /**
   * What a call writes for another is on all its devices; each device of the other gets the share
   * of its data-parallel rank from one of them. Devices do so in step, as one flow.
   */
  private void add(PostTraining workload, List<PlacedCall> calls, Dependency.Data passed) {
    PlacedCall from = find(calls, passed.from().call().name());
    PlacedCall to = find(calls, passed.to().call().name());
    if (from.placement().isEmpty() || to.placement().isEmpty()) {
      return;
    }
    CallPlacement target = to.placement().get();
    DeviceMesh source = from.placement().get().mesh();
    double tokens = workload.rollouts() * workload.meanSequence();
    double each = TOKEN_BYTES * passed.keys().size() * tokens / target.strategy().data();
    Map<Integer, Double> crossed = new TreeMap<>();
    int receivers = 0;
    for (int device = target.mesh().first(); device < target.mesh().end(); device++) {
      if (!source.contains(device)) {
        int sender = source.first() + (device - target.mesh().first()) % source.size();
        links
            .crossed(sender, List.of(device))
            .forEach((link, times) -> crossed.merge(link, times, Double::sum));
        receivers++;
      }
    }
    if (receivers > 0) {
      List<Flow> flows = List.of(new Flow(profile(crossed, Double.POSITIVE_INFINITY), each));
      data.get(calls.indexOf(to))
          .add(
              new Shipment(
                  String.join(", ", passed.keys()),
                  from.placement().get().label(),
                  target.label(),
                  receivers * each,
                  flows));
    }
  }

  private static PlacedCall find(List<PlacedCall> calls, String name) {
    return calls.stream().filter(it -> it.call().name().equals(name)).findFirst().orElseThrow();
  }

  private int profile(Map<Integer, Double> crossed, double limit) {
    while (resources.size() < links.count()) {
      resources.add(graph.resource(links.capacity(resources.size())));
    }
    int[] its = crossed.keySet().stream().mapToInt(resources::get).toArray();
    double[] demands = crossed.values().stream().mapToDouble(Double::doubleValue).toArray();
    return graph.profile(its, demands, limit, 1);
  }
}
