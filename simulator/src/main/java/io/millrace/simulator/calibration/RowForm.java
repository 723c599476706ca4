package io.millrace.simulator.calibration;

import java.util.List;
import java.util.Set;

/** A kind of table of timed kernels. */
interface RowForm {

  /** Columns that only tables of this kind have. */
  Set<String> columns();

  /** The kernels of a row; none where the row times what no operation describes. */
  List<MeasuredKernel> read(Row row);
}
