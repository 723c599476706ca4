/**
 * Small pictures that more than one view shows, each with the same in words for screen readers:
 * {@link io.millrace.ui.figures.MemoryChart} for what stages keep in memory, {@link
 * io.millrace.ui.figures.StackedBar} for parts of a whole, {@link io.millrace.ui.figures.DataTable}
 * for the numbers beside them and {@link io.millrace.ui.figures.IssueList} for what is wrong with
 * an input. {@link io.millrace.ui.figures.Spreadsheet} makes texts harmless that leave as a table.
 */
@NullMarked
package io.millrace.ui.figures;

import org.jspecify.annotations.NullMarked;
