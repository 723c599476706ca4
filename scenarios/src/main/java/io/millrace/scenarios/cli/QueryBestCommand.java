package io.millrace.scenarios.cli;

import io.millrace.scenarios.query.BestRows;
import io.millrace.scenarios.query.SweepRows;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace query DIR best}: the best row of each group. */
@Command(
    name = "best",
    customSynopsis = "millrace query DIR... best (--min|--max) COLUMN [--by COLUMN,...] [OPTIONS]",
    description =
        "The best row of each group with all that the sweep varies, what the second best loses, and"
            + " in which inputs it differs.")
final class QueryBestCommand extends QuestionCommand {
  @ArgGroup(exclusive = true, multiplicity = "1")
  private WantedOption wanted = new WantedOption();

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      split = ",",
      description = "A best row for each combination of these; one of all rows without it.")
  private List<String> by = new ArrayList<>();

  @Override
  Reply reply(SweepRows rows) {
    BestRows best = BestRows.of(rows, wanted.objective(), by);
    return new Reply(table(best.answer()), best.answer(), () -> "");
  }
}
