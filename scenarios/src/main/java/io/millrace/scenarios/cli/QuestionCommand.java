package io.millrace.scenarios.cli;

import io.millrace.scenarios.query.RowSource;
import io.millrace.scenarios.query.SweepRows;
import io.millrace.scenarios.text.Palette;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A question on the rows of sweeps: it has an answer as text, as rows, perhaps as a picture. */
abstract class QuestionCommand implements Callable<Integer> {
  @ParentCommand private QueryCommand query;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = "Ask only of rows that meet a condition in SQL, such as \"devices <= 64\".")
  private @Nullable String where;

  @Mixin private RowsOutput output;

  /**
   * What is said.
   *
   * @param lines as text
   * @param rows for programs
   * @param picture as SVG
   */
  record Reply(List<String> lines, RowSource rows, Supplier<String> picture) {}

  /** Asks. */
  abstract Reply reply(SweepRows rows);

  /** Where a picture goes, if there is one. */
  SvgOption svg() {
    return new SvgOption();
  }

  final Palette palette() {
    return query.millrace().terminal().palette();
  }

  final List<String> table(RowSource answer) {
    return query.table(answer);
  }

  @Override
  public final Integer call() {
    List<Path> files = Stream.of(output.files(), svg().files()).flatMap(List::stream).toList();
    try (SweepRows rows = query.open(files)) {
      if (where != null) {
        rows.keepWhere("--where", where);
      }
      Reply reply = reply(rows);
      PrintWriter out = query.millrace().terminal().out();
      query.print(reply.lines(), output.replacesText() || svg().replacesText());
      output.write(reply.rows(), out);
      svg().write(reply.picture(), out);
    }
    return ExitStatus.FINE;
  }
}
