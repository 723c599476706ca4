package io.millrace.simulator.cost;

/**
 * What collectives reach across nodes, on top of the latency and the rate of the NICs.
 *
 * @param lowLatencyStepSeconds what a step over the network adds to the latency of the NICs with
 *     {@link Protocol#LOW_LATENCY_128}; {@link Protocol#LOW_LATENCY} adds nothing
 * @param simpleStepSeconds the same with {@link Protocol#SIMPLE}: a thread of the host that hands
 *     chunks to the NIC, and a fence
 * @param share of the NICs' rate that rings of long messages reach
 * @param treeShare of that rate what trees reach
 * @param allToAllShare of the NICs' rate where every rank sends to every other
 * @param dispatchShare the same where each piece of data goes once to each node that wants it, from
 *     one rank to its counterpart there
 * @param messageSeconds what each further message of a rank costs
 * @param sharing how much is lost for each doubling of the devices behind one NIC: those that are
 *     not at its PCIe switch reach it through the host
 * @param engineShare part of the arithmetic units that hold the channels
 * @param source what the figures were taken from
 */
record NetworkParameters(
    double lowLatencyStepSeconds,
    double simpleStepSeconds,
    double share,
    double treeShare,
    double allToAllShare,
    double dispatchShare,
    double messageSeconds,
    double sharing,
    double engineShare,
    String source) {

  /** What a step over the network adds to the latency of the NICs. */
  double stepSeconds(Protocol protocol) {
    return switch (protocol) {
      case LOW_LATENCY -> 0;
      case LOW_LATENCY_128 -> lowLatencyStepSeconds;
      case SIMPLE -> simpleStepSeconds;
    };
  }

  /** The share of the NICs' rate that the data of a protocol reach, without its flags. */
  double share(Protocol protocol) {
    return share * protocol.payload();
  }
}
