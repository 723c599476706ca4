package io.millrace.simulator.cost;

/**
 * One standard deviation of the logarithm of each kind of cost, as relative errors.
 *
 * @param matrix of matrix products
 * @param attention of attention
 * @param memory of operations that memory bounds
 * @param nearFabric of collectives among neighbours
 * @param farFabric of collectives across the network
 * @param host of launch and other overheads of the host
 */
public record Uncertainty(
    double matrix,
    double attention,
    double memory,
    double nearFabric,
    double farFabric,
    double host) {}
