/**
 * Reinforcement learning as workers that run all the time, joined by bounded queues: environments
 * ask policies for actions and push samples to trainers, whose weights go back to the policies.
 * Where a {@link io.millrace.model.dataflow.Dataflow} says what an iteration waits for, a {@link
 * io.millrace.model.streams.StreamDataflow} has no iterations: a queue that is full stops whoever
 * fills it, and samples are as old as queues are long.
 *
 * <p>The terms are those of SRL (Mei et al., arXiv 2306.16688). Read {@code StreamDataflow} first;
 * {@link io.millrace.model.streams.StreamReader} reads scenarios of it, answers are a {@link
 * io.millrace.model.streams.StreamReport}.
 */
@NullMarked
package io.millrace.model.streams;

import org.jspecify.annotations.NullMarked;
