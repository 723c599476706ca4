package io.millrace.simulator.cost;

import io.millrace.simulator.cost.FabricParameters.Lane;
import java.util.ArrayList;
import java.util.List;

/**
 * All-to-all: messages of every rank to every other, all at once.
 *
 * <p>Each level carries what leaves its blocks and stays within it; levels of the network share the
 * NICs, so the inner ones also carry what goes further out. Where copies of the same data are sent
 * once to each node and once to each rank that wants any (DeepEP, arXiv 2412.19437 section 3.2.2),
 * fewer bytes cross the network, and all that arrive are spread over the links of the node.
 */
final class ExchangeCosts {
  /**
   * Messages up to this size go with the low-latency protocol, longer ones in large chunks. NCCL's
   * default is 16 KiB for each of two parts ({@code NCCL_P2P_LL_THRESHOLD}).
   */
  private static final double LOW_LATENCY_BYTES = 32 * 1024;

  private final NetworkParameters network;

  ExchangeCosts(NetworkParameters network) {
    this.network = network;
  }

  Candidate cost(Collective collective, int ranks, List<Leg> legs, FabricParameters home) {
    double bytes = collective.bytes();
    double message = bytes / ranks;
    boolean leaves = legs.getLast().isNetwork();
    boolean spreads = leaves && collective.copies() > 1;
    List<Double> seconds = new ArrayList<>();
    double near = 0;
    double far = 0;
    for (Leg leg : legs) {
      if (leg.fabric().isPresent()) {
        FabricParameters fabric = leg.fabric().get();
        double group = spreads ? leg.members() : ranks;
        double volume =
            bytes * (leg.members() - leg.below()) / group * distinct(collective.copies(), ranks);
        near = Math.max(near, start(fabric, message));
        seconds.add(seconds(fabric, leg, volume, message));
      } else {
        double volume =
            bytes
                * (ranks - leg.below())
                / ranks
                * distinct(collective.copies(), (double) ranks / leg.below());
        double messages = spreads ? leg.blocks() - 1 : ranks - leg.below();
        far =
            Math.max(
                far,
                leg.latencySeconds()
                    + network.simpleStepSeconds()
                    + network.messageSeconds() * messages);
        double share = spreads ? network.dispatchShare() : network.allToAllShare();
        seconds.add(volume / (share * leg.rate()));
      }
    }
    double start = home.launchSeconds() + (spreads ? near + far : Math.max(near, far));
    double engineShare =
        legs.getFirst().fabric().map(FabricParameters::engineShare).orElse(network.engineShare());
    return new Candidate(0, 0, start, seconds, engineShare);
  }

  private static double start(FabricParameters fabric, double message) {
    double handshake = fabric.handshakeSeconds() * Math.min(1, message / LOW_LATENCY_BYTES);
    Lane lane = fabric.protocols().get(Protocol.LOW_LATENCY);
    return handshake + (lane == null ? 0 : lane.stepSeconds());
  }

  /** Short messages go with the low-latency protocol even where chunks would be faster. */
  private static double seconds(FabricParameters fabric, Leg leg, double volume, double message) {
    Lane lane = fabric.protocols().get(Protocol.LOW_LATENCY);
    return lane == null || message > LOW_LATENCY_BYTES
        ? fabric.ramped(volume + fabric.ownPart() * message) / (fabric.longShare() * leg.rate())
        : volume / (lane.share() * leg.rate());
  }

  /**
   * Share of the copies that really travel when each token is sent once to each block that wants
   * it: of {@code c} copies among {@code b} blocks, {@code b (1 - (1 - 1/b)^c)} blocks are hit on
   * average.
   */
  private static double distinct(int copies, double blocks) {
    if (copies <= 1 || blocks <= 1) {
      return 1;
    }
    return blocks * (1 - Math.pow(1 - 1 / blocks, copies)) / copies;
  }

  /** A message between two ranks, of the given rate. */
  Candidate message(double bytes, Leg leg, double rate, FabricParameters home) {
    if (leg.fabric().isPresent()) {
      FabricParameters fabric = leg.fabric().get();
      return new Candidate(
          0,
          0,
          fabric.launchSeconds() + start(fabric, bytes),
          List.of(fabric.ramped(bytes) / (fabric.longShare() * rate)),
          network.engineShare());
    }
    return new Candidate(
        0,
        0,
        home.launchSeconds() + leg.latencySeconds() + network.simpleStepSeconds(),
        List.of(bytes / (network.share() * rate)),
        network.engineShare());
  }
}
