package io.millrace.simulator.report;

import io.millrace.simulator.report.Timeline.Block;
import io.millrace.simulator.report.Timeline.Track;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which blocks of a track are shown with what is inside them.
 *
 * @param track all of it
 * @param expanded the indices of the blocks
 * @param shown how many kernels and exchanges that makes
 * @param leftOut how many it leaves out
 */
record Details(Track track, BitSet expanded, int shown, long leftOut) {

  /** The first and the last blocks in turn, until the next one would exceed the budget. */
  static Details fromBothEnds(Track track, int budget) {
    List<Block> blocks = track.blocks();
    BitSet expanded = new BitSet(blocks.size());
    int shown = 0;
    int first = 0;
    int last = blocks.size() - 1;
    boolean front = true;
    while (first <= last) {
      int next = front ? first : last;
      int inside = blocks.get(next).details().size();
      if (shown + inside > budget) {
        break;
      }
      shown += inside;
      expanded.set(next);
      first += front ? 1 : 0;
      last -= front ? 0 : 1;
      front = !front;
    }
    long all = blocks.stream().mapToLong(block -> block.details().size()).sum();
    return new Details(track, expanded, shown, all - shown);
  }

  boolean shows(int block) {
    return expanded.get(block);
  }

  /** Streams other than the track's own on which something inside the shown blocks runs. */
  Set<String> otherStreams() {
    Set<String> streams = new LinkedHashSet<>();
    expanded.stream()
        .mapToObj(index -> track.blocks().get(index))
        .flatMap(block -> block.details().stream())
        .map(Span::stream)
        .filter(stream -> !stream.equals(track.stream()))
        .forEach(streams::add);
    return streams;
  }
}
