/**
 * Replays lists of flows over links: when does each flow end if links are shared max-min fairly?
 * {@link io.millrace.scenarios.replay.FlowReplay} is what is asked, {@link
 * io.millrace.scenarios.replay.ReplayResult} the answer; the reader knows the file form.
 */
@NullMarked
package io.millrace.scenarios.replay;

import org.jspecify.annotations.NullMarked;
