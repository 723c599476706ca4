package io.millrace.simulator;

import io.millrace.model.report.SimulationReport;
import io.millrace.simulator.report.Timeline;
import java.util.Optional;

/**
 * What a simulation gives.
 *
 * @param report the figures
 * @param timeline what ran when, if it was asked for
 */
public record Simulation(SimulationReport report, Optional<Timeline> timeline) {}
