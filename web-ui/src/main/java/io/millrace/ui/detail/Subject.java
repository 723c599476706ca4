package io.millrace.ui.detail;

import java.util.UUID;

/**
 * What pages tell of: a simulation that has ended well.
 *
 * @param run by which it is found again
 * @param title what its owner calls it
 * @param question the scenario with its plan, as it was asked
 * @param answer as it was kept: {@code simulation/1} for training, another format for other
 *     workloads
 */
public record Subject(UUID run, String title, String question, String answer) {}
