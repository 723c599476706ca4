package io.millrace.scenarios.cli;

import io.millrace.scenarios.query.Objective;
import io.millrace.scenarios.query.ParetoFront;
import io.millrace.scenarios.query.SweepRows;
import io.millrace.scenarios.query.chart.ParetoChart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace query DIR pareto}: the rows that none beats. */
@Command(
    name = "pareto",
    customSynopsis =
        "millrace query DIR... pareto [--min COLUMN,...] [--max COLUMN,...] [--by COLUMN,...] [OPTIONS]",
    description =
        "The rows that none beats: no other is at least as good in every column and better in one.")
final class QueryParetoCommand extends QuestionCommand {
  @Option(
      names = "--min",
      paramLabel = "COLUMN",
      split = ",",
      description = "Less of this is better; may be given several times.")
  private List<String> least = new ArrayList<>();

  @Option(
      names = "--max",
      paramLabel = "COLUMN",
      split = ",",
      description = "More of this is better; may be given several times.")
  private List<String> most = new ArrayList<>();

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      split = ",",
      description = "A front for each combination of these; one of all rows without it.")
  private List<String> by = new ArrayList<>();

  @Mixin private SvgOption svg;

  @Override
  SvgOption svg() {
    return svg;
  }

  @Override
  Reply reply(SweepRows rows) {
    List<Objective> objectives =
        Stream.concat(least.stream().map(Objective::least), most.stream().map(Objective::most))
            .toList();
    ParetoFront front = ParetoFront.of(rows, objectives, by);
    List<String> lines = new ArrayList<>(table(front.answer()));
    lines.add("%,d of %,d rows".formatted(front.answer().rows().size(), front.rows()));
    return new Reply(lines, front.answer(), () -> ParetoChart.of(front));
  }
}
