/**
 * What ran when: a timeline of lanes that stays fluent with a hundred thousand spans.
 *
 * <p>Read {@link io.millrace.ui.timeline.TimelinePage} first, the page of a simulated plan that
 * shows one. {@code Lanes} are what is shown, of ranks and streams ({@code TrainingLanes}) or of
 * devices ({@code StepLanes}). They are beyond ECharts, which keeps an object for each mark, and
 * beyond JSON: {@code TimelineColumns} writes the spans of each lane, sorted by their start, as
 * columns of numbers in one binary answer. What lies inside a block is written once for all blocks
 * that have the same inside. The custom element {@code millrace-timeline} in {@code timeline.js}
 * keeps the columns in typed arrays, finds those in view by bisection, merges those that are
 * narrower than a pixel into one rectangle of the kind that lasts longest there, and paints lanes
 * on a canvas, at most as many rectangles as it has pixels, however many spans there are. Its table
 * lists the longest spans of what is in view.
 *
 * <p>The answer is bound to the session that the page belongs to: its address is drawn by chance,
 * is known to that page only, and nothing of a request says which run or file it tells of.
 */
@NullMarked
package io.millrace.ui.timeline;

import org.jspecify.annotations.NullMarked;
