/**
 * The dashboard, and nothing that computes: views ask the modules below and show what they answer.
 *
 * <p>{@link io.millrace.ui.Application} starts the server. Each view has a package of its own
 * beneath this one, in the frame of {@link io.millrace.ui.layout.MainLayout}; read {@link
 * io.millrace.ui.plan.PlanView} first. Long work goes through {@link
 * io.millrace.ui.runs.RunCentre}.
 */
@NullMarked
package io.millrace.ui;

import org.jspecify.annotations.NullMarked;
