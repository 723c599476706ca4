package io.millrace.simulator.cost;

import io.millrace.simulator.cost.FabricParameters.InSwitch;
import io.millrace.simulator.cost.FabricParameters.Lane;
import io.millrace.simulator.cost.Protocol.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All-reduce, all-gather and reduce-scatter: rings through all ranks, trees across nodes and sums
 * in the switch.
 *
 * <p>A ring carries {@code (n - 1) / n} of the data over every link, twice for an all-reduce, in as
 * many steps as there are links. Libraries lay a ring through each NIC of a node, so a level that
 * joins blocks of {@code k} ranks has the bandwidth of {@code k} on each side of a border. A tree
 * (Sanders et al. 2009: two trees, each with half the data) has as many levels as the nodes have
 * doublings; inside a node it is a chain.
 */
final class RingCosts {
  private final NetworkParameters network;

  RingCosts(NetworkParameters network) {
    this.network = network;
  }

  /** The way that a library takes for a collective that sums or gathers. */
  Candidate cost(Collective collective, int ranks, List<Leg> legs, FabricParameters home) {
    boolean sumsForAll = collective.kind() == Collective.Kind.ALL_REDUCE;
    List<Candidate> candidates = new ArrayList<>();
    for (Protocol protocol : Protocol.values()) {
      if (legs.stream().allMatch(leg -> offers(leg, protocol))) {
        candidates.add(ring(collective, protocol, ranks, legs, home));
        if (sumsForAll && legs.getLast().isNetwork()) {
          candidates.add(tree(collective.bytes(), protocol, ranks, legs, home));
        }
      }
    }
    Candidate used = Candidate.used(candidates);
    if (!sumsForAll || !collective.reducible() || legs.size() > 1) {
      return used;
    }
    return inSwitch(collective.bytes(), ranks, legs.getFirst())
        .filter(it -> it.seconds() < used.seconds())
        .orElse(used);
  }

  private static boolean offers(Leg leg, Protocol protocol) {
    return leg.fabric().map(it -> it.protocols().containsKey(protocol)).orElse(true);
  }

  private Candidate ring(
      Collective collective, Protocol protocol, int ranks, List<Leg> legs, FabricParameters home) {
    double passes = collective.kind() == Collective.Kind.ALL_REDUCE ? 2 : 1;
    double bytes = collective.bytes();
    double volume = passes * bytes * (ranks - 1) / ranks;
    double expected = protocol.expectedRingStart();
    double start = home.launchSeconds();
    List<Double> seconds = new ArrayList<>();
    for (Leg leg : legs) {
      expected += passes * leg.steps() * protocol.expectedRingStep(leg.links());
      start += passes * leg.steps() * stepSeconds(leg, protocol);
      double own = leg.fabric().map(it -> it.ownPart() * bytes / ranks).orElse(0.0);
      double border = volume + (protocol == Protocol.SIMPLE ? own : 0);
      seconds.add(seconds(leg, protocol, border));
    }
    return new Candidate(
        expected,
        volume / expectedRate(protocol, legs, protocol.payload()),
        start,
        seconds,
        engineShare(legs));
  }

  private Candidate tree(
      double bytes, Protocol protocol, int ranks, List<Leg> legs, FabricParameters home) {
    double expected = protocol.expectedTreeStart();
    double start = home.launchSeconds();
    List<Double> seconds = new ArrayList<>();
    double volume = 2 * bytes;
    for (Leg leg : legs) {
      double levels =
          2 * (leg.isNetwork() ? Math.log(leg.blocks()) / Math.log(2) : leg.blocks() - 1);
      expected +=
          levels
              * (leg.isNetwork()
                  ? protocol.expectedTreeLevel()
                  : protocol.expectedRingStep(leg.links()));
      start += levels * stepSeconds(leg, protocol);
      double slower = leg.isNetwork() ? network.treeShare() : 1;
      seconds.add(seconds(leg, protocol, volume * (ranks - 1) / ranks) / slower);
    }
    // NCCL expects 0.92 of a ring's rate of a tree, and 1 / 3.8 with the low-latency protocol.
    double payload = protocol == Protocol.LOW_LATENCY ? 1 / 3.8 : protocol.payload();
    return new Candidate(
        expected,
        volume / (0.92 * expectedRate(protocol, legs, payload)),
        start,
        seconds,
        engineShare(legs));
  }

  private static Optional<Candidate> inSwitch(double bytes, int ranks, Leg leg) {
    return leg.fabric()
        .filter(fabric -> fabric.inSwitch().isPresent() && ranks > 2)
        .map(
            fabric -> {
              InSwitch sums = fabric.inSwitch().orElseThrow();
              double seconds = bytes * (1 + 1.0 / ranks) / (sums.share() * leg.rate());
              return new Candidate(
                  0,
                  0,
                  fabric.launchSeconds() + sums.startSeconds(),
                  List.of(seconds),
                  sums.engineShare());
            });
  }

  /** What a step over a level really takes. */
  double stepSeconds(Leg leg, Protocol protocol) {
    return leg.fabric()
        .map(
            fabric ->
                lane(fabric, protocol).stepSeconds()
                    * leg.latencySeconds()
                    / fabric.latencySeconds())
        .orElseGet(() -> leg.latencySeconds() + network.stepSeconds(protocol));
  }

  private double seconds(Leg leg, Protocol protocol, double bytes) {
    return leg.fabric()
        .map(
            fabric -> {
              double ramped = protocol == Protocol.SIMPLE ? fabric.ramped(bytes) : bytes;
              return ramped / (lane(fabric, protocol).share() * leg.borderRate());
            })
        .orElseGet(() -> bytes / (network.share(protocol) * leg.borderRate()));
  }

  /**
   * What the library expects of the slowest level. It takes the low-latency protocol for about a
   * quarter as fast across nodes as inside one ({@code llMaxBws}: 87.7 and 22.5 GB/s for Ampere).
   */
  private static double expectedRate(Protocol protocol, List<Leg> legs, double payload) {
    double rate = Double.POSITIVE_INFINITY;
    boolean leaves = legs.getLast().links() == Links.NETWORK;
    for (Leg leg : legs) {
      double counted = leg.fabric().map(it -> it.library().share()).orElse(1.0);
      rate = Math.min(rate, payload * counted * leg.borderRate());
      if (protocol == Protocol.LOW_LATENCY && leg.fabric().isPresent()) {
        double most = leg.fabric().orElseThrow().library().lowLatencyRate();
        rate = Math.min(rate, leaves ? most / 4 : most);
      }
    }
    return rate;
  }

  private static Lane lane(FabricParameters fabric, Protocol protocol) {
    Lane lane = fabric.protocols().get(protocol);
    if (lane == null) {
      throw new IllegalStateException(fabric.fabric() + " does not offer " + protocol);
    }
    return lane;
  }

  private double engineShare(List<Leg> legs) {
    return legs.getFirst()
        .fabric()
        .map(FabricParameters::engineShare)
        .orElse(network.engineShare());
  }
}
