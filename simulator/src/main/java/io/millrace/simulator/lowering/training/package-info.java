/**
 * Training, lowered to task graphs.
 *
 * <p>What a strategy makes each device do is described once, as {@link
 * io.millrace.simulator.lowering.training.Step steps}: kernels, and exchanges with how they lie in
 * time. {@code MixerWork}, {@code FeedForwardWork} and {@code VocabularyWork} describe parts of a
 * layer, {@code ChunkWork} puts them together for the layers of one virtual stage. From there, two
 * levels:
 *
 * <ol>
 *   <li>{@code SegmentSimulation} runs one pass of one chunk at the grain of kernels, which {@code
 *       PassTasks} lays out, once for each distinct chunk. The result is a {@code Segment}: how
 *       long it takes, what for, and what it holds of the device.
 *   <li>{@code IterationGraph} runs a whole iteration on segments, for one rank of each pipeline
 *       stage: ranks of one stage do the same, so one stands for all. The {@link
 *       io.millrace.simulator.lowering.training.schedule.PipelineSchedule} gives the order. {@code
 *       IterationSimulation} runs it, or as much of it as is needed to know the rest: {@code
 *       Periodicity} says when. {@code LoadedIteration} does so on cool devices and then at the
 *       clock that goes with what they were busy with.
 * </ol>
 *
 * <p>{@link io.millrace.simulator.lowering.training.TrainingEstimator} is the second speed: the
 * same descriptions and segments, put together by {@code StageEvaluation} with what {@code
 * StageExchanges} says runs beside passes, and turned into a time by the formulas of {@code
 * closedform} instead of {@code IterationSimulation}.
 *
 * <p>{@link io.millrace.simulator.lowering.training.PlanCosts} is the third, for searches. A plan
 * is four choices, and what they cost is prepared apart and kept: {@code PlanLayout} says which
 * chunks and stages differ at all, {@code PassCosts} what passes take, put together by {@code
 * SimulatedPasses} from passes of a few layers, {@code ReplicaCosts} what replicas keep and {@code
 * ReplicaTimes} what they take to exchange and update. {@code PlanCosting} evaluates plans from
 * these parts, at the clock that {@code LoadedClock} finds and {@code ClockGrid} has between a few.
 *
 * <p>Bounds below which no plan gets come with their proofs: {@code LeastTimes} has those of
 * degrees, kernels and passes, {@code LeastMemory} that of memory, {@code PassHeads} sharpens that
 * of passes, {@code PlanBounds} says what passes take at least before they are simulated, {@code
 * ReplicaTimes} what an iteration takes besides them.
 *
 * <p>What an iteration takes at costs a little different, {@code NearbyIteration} tells without
 * running it: ranges ask that for dozens of parameters.
 *
 * <p>{@code Transfers} and {@code VocabularyExchanges} are what stages send each other, {@code
 * ReplicaExchanges} what their replicas exchange and {@code DataExchanges} when. {@code
 * MemoryAccount} counts what each stage keeps, {@code HostMemory} what it leaves with its host.
 * {@code TrainingSimulation} puts it all together. {@code IterationProfiler} counts the steps that
 * were run. To add a technique, describe its steps; to add a schedule, implement {@code
 * PipelineSchedule} and list it in {@code PipelineSchedules}.
 */
@NullMarked
package io.millrace.simulator.lowering.training;

import org.jspecify.annotations.NullMarked;
