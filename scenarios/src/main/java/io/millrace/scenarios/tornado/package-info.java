/**
 * The picture of what an answer hangs on: {@link io.millrace.scenarios.tornado.TornadoChart} draws
 * the bars of a {@link io.millrace.model.report.Sensitivity}, the largest effect on top.
 */
@NullMarked
package io.millrace.scenarios.tornado;

import org.jspecify.annotations.NullMarked;
