package io.millrace.scenarios.text;

import io.millrace.scenarios.text.Table.Column;
import io.millrace.simulator.calibration.CollectiveErrors;
import io.millrace.simulator.calibration.CollectiveFit;
import java.util.List;

/** What a fit of links and networks gave, for people and as a file of parameters. */
public final class CollectiveFitText {
  private CollectiveFitText() {}

  /** A line for each operation and group size, with the errors of rows that the fit did not see. */
  public static String table(CollectiveFit.Result result, Palette palette) {
    Table table =
        new Table(
            List.of(
                Column.words("from 64 KiB up"),
                Column.numbers("rows"),
                Column.numbers("mean before"),
                Column.numbers("median before"),
                Column.numbers("mean after"),
                Column.numbers("median after"),
                Column.numbers("held out"),
                Column.numbers("mean held out"),
                Column.numbers("median held out")));
    for (CollectiveErrors error : result.errors()) {
      table.row(
          error.name(),
          Numbers.whole(error.rows()),
          percent(error.before().mean()),
          percent(error.before().median()),
          percent(error.after().mean()),
          percent(error.after().median()),
          Numbers.whole(error.heldOut()),
          percent(error.unseen().mean()),
          percent(error.unseen().median()));
    }
    return String.join("\n", table.lines(palette)) + "\n";
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : Numbers.percent(share);
  }

  /**
   * A file that {@code --parameters} takes.
   *
   * @param node in which collectives were timed
   * @param source the files
   * @param date of the fit
   */
  public static String parameters(
      CollectiveFit.Result result, String node, String source, String date) {
    FitFile file =
        new FitFile(
            "Parameters of the links of " + node,
            source,
            date,
            "Mean and median errors of the rows held out");
    for (CollectiveErrors error : result.errors()) {
      file.error(error.name(), percent(error.unseen().mean()), percent(error.unseen().median()));
    }
    return file.with(result.parameters());
  }
}
