package io.millrace.planner.search;

import io.millrace.model.plan.ParallelStrategy;

/**
 * A part of the search: the plans of a setting with some degrees.
 *
 * @param order its place in the order of the spaces: few devices, then simple degrees first
 * @param setting under what
 * @param degrees which plans
 * @param bound what none of them gets below
 * @param candidates how many there are
 */
record Mesh(int order, Setting setting, ParallelStrategy degrees, double bound, long candidates) {}
