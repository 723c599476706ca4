package io.millrace.simulator.report;

import java.util.List;

/**
 * One iteration as it ran.
 *
 * @param tracks one for each stream of each pipeline stage
 * @param memory how much each stage keeps over time
 */
public record Timeline(List<Track> tracks, List<MemoryTrack> memory) {

  /** Copies the lists. */
  public Timeline {
    tracks = List.copyOf(tracks);
    memory = List.copyOf(memory);
  }

  /**
   * What ran on one stream of one stage.
   *
   * @param stage the pipeline stage
   * @param stream the stream's name
   * @param blocks in order of time, without overlap
   */
  public record Track(int stage, String stream, List<Block> blocks) {

    /** Copies the list. */
    public Track {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * A pass, or anything else on a stage's stream.
   *
   * @param name what
   * @param start in picoseconds
   * @param end in picoseconds
   * @param details the kernels and exchanges inside it, in picoseconds from its start, in a run in
   *     which nothing slowed it
   */
  public record Block(String name, long start, long end, List<Span> details) {}

  /**
   * Memory in use on a stage.
   *
   * @param stage the pipeline stage
   * @param times in picoseconds
   * @param bytes in use from then on
   */
  public record MemoryTrack(int stage, long[] times, long[] bytes) {}
}
