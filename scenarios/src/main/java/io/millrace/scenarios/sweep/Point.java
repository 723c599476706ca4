package io.millrace.scenarios.sweep;

import java.util.List;

/**
 * A combination of what a sweep varies.
 *
 * @param number among all of its points
 * @param settings by axis
 */
record Point(long number, List<List<Setting>> settings) {}
