package io.millrace.simulator.lowering.posttraining;

import io.millrace.model.quantity.Bytes;
import java.util.List;

/**
 * Weights on their way from one placement to another.
 *
 * @param transfers by piece of the model; what a device holds already is in none of them
 */
record TransferPlan(List<Transfer> transfers) {

  /** Copies the list. */
  TransferPlan {
    transfers = List.copyOf(transfers);
  }

  /** The same ways for a share of the bytes, as where only adapters have changed. */
  TransferPlan times(double share) {
    return new TransferPlan(
        transfers.stream()
            .map(it -> new Transfer(it.sender(), it.receivers(), share * it.bytes(), it.what()))
            .toList());
  }

  /** Bytes that arrive, counted at each receiver. */
  double bytes() {
    return transfers.stream().mapToDouble(it -> it.bytes() * it.receivers().size()).sum();
  }

  /** Bytes that arrive at a device. */
  double received(int device) {
    return transfers.stream()
        .filter(it -> it.receivers().contains(device))
        .mapToDouble(Transfer::bytes)
        .sum();
  }

  /**
   * A piece of the model on its way. With several receivers it is a broadcast along a chain, in
   * which each hands on what it gets while it gets it, as NCCL's broadcasts do.
   *
   * @param sender a device that holds the piece
   * @param receivers devices that need it, in the order of the chain
   * @param bytes of the piece
   * @param what it is
   */
  record Transfer(int sender, List<Integer> receivers, double bytes, Piece what) {

    /** Copies the list. */
    Transfer {
      receivers = List.copyOf(receivers);
    }

    @Override
    public String toString() {
      return "%d -> %s: %s of %s".formatted(sender, receivers, Bytes.of(bytes), what);
    }
  }

  /**
   * What a slice at the source and one at the target have in common, or a part of it where several
   * send.
   *
   * @param fromStage of the source
   * @param toStage of the target
   * @param experts whether of routed experts, else of everything else
   * @param fromCell number of the source's slice of its stage
   * @param toCell number of the target's
   */
  record Piece(int fromStage, int toStage, boolean experts, int fromCell, int toCell) {

    @Override
    public String toString() {
      return "%s of stage %d slice %d for stage %d slice %d"
          .formatted(experts ? "experts" : "weights", fromStage, fromCell, toStage, toCell);
    }
  }
}
