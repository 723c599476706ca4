package io.millrace.scenarios.cli;

import io.millrace.scenarios.query.Phases;
import io.millrace.scenarios.query.SweepRows;
import io.millrace.scenarios.query.chart.PhasesChart;
import io.millrace.scenarios.text.PlaneTable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace query DIR phases}: what is best where. */
@Command(
    name = "phases",
    customSynopsis =
        "millrace query DIR... phases --x COLUMN --y COLUMN (--min|--max) COLUMN --show COLUMN,... [OPTIONS]",
    description =
        "What is best where: for each combination of two columns, what the best of all rows that"
            + " agree in them has in others. The picture draws a border where that changes.")
final class QueryPhasesCommand extends QuestionCommand {
  @Mixin private PlaneOptions plane;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private WantedOption wanted = new WantedOption();

  @Option(
      names = "--show",
      required = true,
      paramLabel = "COLUMN",
      split = ",",
      description = "What to tell of the best row, such as 'plan' or an input.")
  private List<String> shown = new ArrayList<>();

  @Mixin private SvgOption svg;

  @Override
  SvgOption svg() {
    return svg;
  }

  @Override
  Reply reply(SweepRows rows) {
    Phases phases = Phases.of(rows, wanted.objective(), plane.x(), plane.y(), shown);
    return new Reply(
        PlaneTable.of(phases, palette()), phases.answer(), () -> PhasesChart.of(phases));
  }
}
