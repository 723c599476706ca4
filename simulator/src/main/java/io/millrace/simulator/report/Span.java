package io.millrace.simulator.report;

/**
 * Something that ran on a stream.
 *
 * @param name what
 * @param stream where
 * @param start in picoseconds
 * @param end in picoseconds
 */
public record Span(String name, String stream, long start, long end) {}
