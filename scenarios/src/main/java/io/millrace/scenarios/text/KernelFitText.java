package io.millrace.scenarios.text;

import io.millrace.scenarios.text.Table.Column;
import io.millrace.simulator.calibration.KernelFit;
import io.millrace.simulator.calibration.KindError;
import java.util.List;

/** What a fit of kernel parameters gave, for people and as a file of parameters. */
public final class KernelFitText {
  private KernelFitText() {}

  /** A line for each kind of kernels, with the errors of rows that the fit did not see. */
  public static String table(KernelFit.Result result, Palette palette) {
    Table table =
        new Table(
            List.of(
                Column.words("kind"),
                Column.numbers("rows"),
                Column.numbers("held out"),
                Column.numbers("median before"),
                Column.numbers("median after"),
                Column.numbers("p90 before"),
                Column.numbers("p90 after"),
                Column.numbers("median fitted")));
    for (KindError error : result.errors()) {
      table.row(
          error.kind(),
          Integer.toString(error.rows()),
          Integer.toString(error.heldOut()),
          percent(error.before().median()),
          percent(error.after().median()),
          percent(error.before().ninth()),
          percent(error.after().ninth()),
          percent(error.fitted().median()));
    }
    return String.join("\n", table.lines(palette)) + "\n";
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : Numbers.percent(share);
  }

  /**
   * A file that {@code --parameters} takes.
   *
   * @param device on which kernels were timed
   * @param source the tables
   * @param date of the fit
   */
  public static String parameters(
      KernelFit.Result result, String device, String source, String date) {
    FitFile file =
        new FitFile(
            "Kernel parameters of " + device,
            source,
            date,
            "Errors of the rows held out (median, 90th percentile)");
    for (KindError error : result.errors()) {
      KindError.Quantiles after = error.after();
      file.error(error.kind(), percent(after.median()), percent(after.ninth()));
    }
    return file.with(result.parameters());
  }
}
