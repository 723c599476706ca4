package io.millrace.simulator.engine;

/**
 * The first time a pool ran out.
 *
 * @param task the task that asked for more than was left
 * @param pool the pool
 * @param time when, in ticks
 * @param missing by how many units the pool was too small
 */
public record Shortage(int task, int pool, long time, long missing) {}
