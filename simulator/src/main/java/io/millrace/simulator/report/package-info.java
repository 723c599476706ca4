/**
 * What a simulation shows beside its figures: a {@link io.millrace.simulator.report.Timeline} of
 * {@link io.millrace.simulator.report.Span spans}, which {@link
 * io.millrace.simulator.report.ChromeTrace} writes for a trace viewer. {@link
 * io.millrace.simulator.report.RunTrace} does so for iterations of post-training. An {@link
 * io.millrace.simulator.report.IterationProfile} counts the kernels and bytes of each stage.
 */
@NullMarked
package io.millrace.simulator.report;

import org.jspecify.annotations.NullMarked;
