package io.millrace.simulator.lowering.posttraining;

import io.millrace.simulator.lowering.posttraining.TransferPlan.Piece;
import io.millrace.simulator.lowering.posttraining.TransferPlan.Transfer;
import io.millrace.simulator.lowering.posttraining.WeightSlices.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds a sender for every piece that a device lacks, greedily as ReaL does
 * (realhf/impl/model/comm/param_realloc.py): a device that holds it already keeps it, a node that
 * holds it serves itself, the rest comes from the holders that have least to send, each of which
 * broadcasts to its share of the nodes.
 *
 * <p>Other than in ReaL, holders on one node share a piece out, and broadcasts enter a node with
 * many receivers through the NICs of all of them: through each with another part of the piece.
 */
final class TransferPlanner {
  private final int node;
  private final WeightSlices from;
  private final WeightSlices to;

  /** Bytes that each device sends over the network so far. */
  private final double[] sentFar;

  private final List<Transfer> transfers = new ArrayList<>();

  /**
   * Plans transfers between two placements.
   *
   * @param node devices that links join without the network
   */
  TransferPlanner(int node, WeightSlices from, WeightSlices to) {
    this.node = node;
    this.from = from;
    this.to = to;
    this.sentFar = new double[Math.max(from.end(), to.end())];
  }

  TransferPlan plan(StageOverlap overlap) {
    for (Part part : Part.values()) {
      for (int fromStage = 0; fromStage < from.stages(); fromStage++) {
        for (int toStage = 0; toStage < to.stages(); toStage++) {
          double bytes = overlap.bytes(part, fromStage, toStage);
          if (bytes > 0) {
            planStages(part, fromStage, toStage, bytes);
          }
        }
      }
    }
    return new TransferPlan(transfers);
  }

  private void planStages(Part part, int fromStage, int toStage, double bytes) {
    int[][] needers =
        IntStream.range(0, to.cells(part))
            .mapToObj(cell -> to.copies(part, toStage, cell).devices())
            .toArray(int[][]::new);
    for (int fromCell = 0; fromCell < from.cells(part); fromCell++) {
      int[] holders = from.copies(part, fromStage, fromCell).devices();
      for (int toCell = 0; toCell < to.cells(part); toCell++) {
        double common = bytes * WeightSlices.common(part, from, fromCell, to, toCell);
        if (common > 0) {
          Piece piece = new Piece(fromStage, toStage, part == Part.EXPERTS, fromCell, toCell);
          assign(piece, common, holders, needers[toCell]);
        }
      }
    }
  }

  private void assign(Piece piece, double bytes, int[] holders, int[] needers) {
    NavigableMap<Integer, List<Integer>> holding = byNode(holders);
    NavigableMap<Integer, List<Integer>> lacking =
        byNode(Arrays.stream(needers).filter(it -> Arrays.binarySearch(holders, it) < 0).toArray());
    List<List<Integer>> far = new ArrayList<>();
    lacking.forEach(
        (node, devices) -> {
          List<Integer> near = holding.get(node);
          if (near == null) {
            far.add(devices);
          } else {
            serveNode(piece, bytes, near, devices);
          }
        });
    if (!far.isEmpty()) {
      serveNodes(piece, bytes, holders, far);
    }
  }

  private NavigableMap<Integer, List<Integer>> byNode(int[] devices) {
    NavigableMap<Integer, List<Integer>> nodes = new TreeMap<>();
    for (int device : devices) {
      nodes.computeIfAbsent(device / node, it -> new ArrayList<>()).add(device);
    }
    return nodes;
  }

  /** All holders on the node send equal parts, each to all that lack it. */
  private void serveNode(Piece piece, double bytes, List<Integer> holders, List<Integer> lacking) {
    double part = bytes / holders.size();
    for (int lane = 0; lane < holders.size(); lane++) {
      send(piece, part, holders.get(lane), rotated(lacking, lane));
    }
  }

  /**
   * The piece is cut into so many parts that each receiver of a node gets one first and that all
   * holders have something to send. For each part, nodes are shared out among as many senders as
   * send no more than a receiver gets.
   */
  private void serveNodes(Piece piece, double bytes, int[] holders, List<List<Integer>> nodes) {
    int widest = nodes.stream().mapToInt(List::size).max().orElseThrow();
    int senders = Math.clamp(holders.length / widest, 1, nodes.size());
    int lanes = Math.max(widest, Math.ceilDiv(holders.length, senders));
    for (int lane = 0; lane < lanes; lane++) {
      List<Integer> chosen =
          Arrays.stream(holders)
              .boxed()
              .sorted(Comparator.comparingDouble(it -> sentFar[it]))
              .limit(senders)
              .toList();
      for (int i = 0; i < senders; i++) {
        List<Integer> chain = new ArrayList<>();
        for (int at = i * nodes.size() / senders; at < (i + 1) * nodes.size() / senders; at++) {
          chain.addAll(rotated(nodes.get(at), lane));
        }
        send(piece, bytes / lanes, chosen.get(i), chain);
      }
    }
  }

  private static List<Integer> rotated(List<Integer> devices, int by) {
    List<Integer> rotated = new ArrayList<>(devices.size());
    for (int i = 0; i < devices.size(); i++) {
      rotated.add(devices.get((i + by) % devices.size()));
    }
    return rotated;
  }

  private void send(Piece piece, double bytes, int sender, List<Integer> chain) {
    transfers.add(new Transfer(sender, chain, bytes, piece));
    int at = sender;
    for (int next : chain) {
      if (at / node != next / node) {
        sentFar[at] += bytes;
      }
      at = next;
    }
  }
}
