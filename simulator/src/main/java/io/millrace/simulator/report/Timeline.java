package io.millrace.simulator.report;

import java.util.List;

/**
 * One iteration as it ran.
 *
 * @param tracks one for each stream of each pipeline stage
 * @param memory how much each stage keeps over time
 * @param arrows from transfers between stages to the passes that waited for them
 */
public record Timeline(List<Track> tracks, List<MemoryTrack> memory, List<Arrow> arrows) {

  /** Copies the lists. */
  public Timeline {
    tracks = List.copyOf(tracks);
    memory = List.copyOf(memory);
    arrows = List.copyOf(arrows);
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
   * @param alone how long it takes when nothing slows it, in picoseconds
   * @param details the kernels and exchanges inside it, in picoseconds from its start, in a run in
   *     which nothing slowed it: none ends after {@code alone}
   */
  public record Block(String name, long start, long end, long alone, List<Span> details) {}

  /**
   * Memory in use on a stage.
   *
   * @param stage the pipeline stage
   * @param times in picoseconds
   * @param bytes in use from then on
   */
  public record MemoryTrack(int stage, long[] times, long[] bytes) {}

  /** What waited for what. */
  public record Arrow(Place from, Place to) {}

  /**
   * Where and when a block starts.
   *
   * @param stage the pipeline stage
   * @param stream the stream's name
   * @param time in picoseconds
   */
  public record Place(int stage, String stream, long time) {}
}
