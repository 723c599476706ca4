package io.millrace.scenarios.sweep;

import java.io.Serializable;

/**
 * A range of points whose rows are committed together.
 *
 * @param number of the chunk
 * @param from the first point
 * @param to after the last one
 */
public record Chunk(int number, long from, long to) implements Serializable {}
