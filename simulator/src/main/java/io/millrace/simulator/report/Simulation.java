package io.millrace.simulator.report;

import io.millrace.model.report.SimulationReport;
import java.util.Optional;

/**
 * What a simulation gives.
 *
 * @param report the figures
 * @param timeline what ran when, if it was asked for
 */
public record Simulation(SimulationReport report, Optional<Timeline> timeline) {}
