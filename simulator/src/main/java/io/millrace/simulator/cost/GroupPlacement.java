package io.millrace.simulator.cost;

import io.millrace.model.hardware.Cluster;
import io.millrace.model.hardware.FabricLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * How the ranks of a group lie on the fabric: equally spaced, or in equally spaced blocks, as
 * frameworks place them.
 *
 * @param size ranks in the group
 * @param stride distance between neighbours in rank numbers, within a block if there are several
 * @param reach levels of the fabric that the group uses, innermost first
 */
public record GroupPlacement(int size, int stride, List<Reach> reach) {

  /**
   * One level that a group uses.
   *
   * @param level the links
   * @param members ranks of the group that this level joins
   * @param membersBelow ranks of the group that the level below already joins
   */
  public record Reach(FabricLevel level, int members, int membersBelow) {

    /** Blocks of inner ranks that exchange over this level. */
    public int blocks() {
      return Math.ceilDiv(members, membersBelow);
    }
  }

  /** Copies the list. */
  public GroupPlacement {
    reach = List.copyOf(reach);
  }

  /**
   * Places a group of {@code size} ranks whose numbers are {@code stride} apart.
   *
   * @param cluster the devices, numbered so that the innermost level's are consecutive
   */
  public static GroupPlacement of(Cluster cluster, int size, int stride) {
    return inBlocks(cluster, size, stride, size, 1);
  }

  /**
   * Places a group of {@code size} ranks in blocks: in each, {@code block} ranks whose numbers are
   * {@code stride} apart; from the first rank of one block to that of the next it is {@code apart}.
   *
   * @param cluster the devices, numbered so that the innermost level's are consecutive
   */
  public static GroupPlacement inBlocks(
      Cluster cluster, int size, int stride, int block, int apart) {
    List<Reach> reach = new ArrayList<>();
    int first = Math.min(block, size);
    int below = 1;
    for (FabricLevel level : cluster.levels()) {
      int members = Math.clamp(level.span() / Math.max(1, stride), 1, first);
      if (members == first) {
        members = (int) Math.min(size, (long) first * Math.max(1, level.span() / apart));
      }
      if (members > below) {
        reach.add(new Reach(level, members, below));
        below = members;
      }
      if (below == size) {
        break;
      }
    }
    return new GroupPlacement(size, stride, reach);
  }

  /** Places a pair of ranks by their numbers. */
  public static GroupPlacement between(Cluster cluster, int first, int second) {
    List<FabricLevel> levels = cluster.levels();
    for (FabricLevel level : levels) {
      if (first / level.span() == second / level.span()) {
        return new GroupPlacement(2, Math.abs(second - first), List.of(new Reach(level, 2, 1)));
      }
    }
    return new GroupPlacement(1, 1, List.of());
  }

  /** Whether there is nobody to talk to. */
  public boolean isAlone() {
    return size == 1;
  }

  /** The outermost level it uses. */
  public Reach outermost() {
    return reach.getLast();
  }
}
