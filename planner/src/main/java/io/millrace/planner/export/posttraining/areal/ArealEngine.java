package io.millrace.planner.export.posttraining.areal;

import java.util.OptionalInt;

/**
 * An engine of AReaL's configuration.
 *
 * @param words its backend and degrees
 * @param colocated whether it shares the devices of the actor
 * @param sharesWithEngines whether the engine that generates shares its devices
 * @param microBatches parts of a batch; empty where it is cut by tokens
 * @param virtualStages chunks of layers on each device of a pipeline
 */
record ArealEngine(
    BackendString words,
    boolean colocated,
    boolean sharesWithEngines,
    OptionalInt microBatches,
    int virtualStages) {}
