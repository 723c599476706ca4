package io.millrace.scenarios.sweep;

import java.io.Serializable;

/**
 * What came of a chunk.
 *
 * @param chunk its number
 * @param rows how many it has
 * @param failures rows without figures
 * @param file its rows as Parquet: the same bytes whoever makes them
 * @param timings how long they took, as Parquet: other bytes each time
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record MadeChunk(int chunk, int rows, int failures, byte[] file, byte[] timings)
    implements Serializable {}
