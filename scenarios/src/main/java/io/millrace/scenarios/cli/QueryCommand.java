package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.scenarios.query.Overview;
import io.millrace.scenarios.query.RowSource;
import io.millrace.scenarios.query.SweepFolder;
import io.millrace.scenarios.query.SweepRows;
import io.millrace.scenarios.text.OverviewText;
import io.millrace.scenarios.text.RowsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace query}: questions on the rows of sweeps, as SQL or by sub-commands. */
@Command(
    name = "query",
    description = {
      "Asks about the rows that 'millrace sweep --out DIR' wrote.",
      "",
      "With SQL: DuckDB answers a SELECT from the table 'rows', and from 'timings', which has the"
          + " seconds that each point took. With a QUESTION: what is best, what"
          + " is not beaten, what it hangs on, and where that changes. With neither: what columns"
          + " there are.",
      ""
    },
    synopsisSubcommandLabel = "[QUESTION]",
    subcommands = {
      QueryBestCommand.class,
      QueryParetoCommand.class,
      QueryEffectsCommand.class,
      QuerySurfaceCommand.class,
      QueryPhasesCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  millrace query out",
      "  millrace query out \"SELECT model, min(iteration_seconds) FROM rows GROUP BY model\"",
      "  millrace query out \"FROM rows\" --csv rows.csv",
      "  millrace query out \"FROM rows\" --parquet by-model --partition-by model",
      "  millrace query out best --by model --min usd_per_million_tokens",
      "  millrace query out pareto --min iteration_seconds --min devices --svg front.svg",
      "  millrace query out effects --of iteration_seconds",
      "  millrace query out phases --x cluster_devices --y workload_global_batch --min"
          + " iteration_seconds --show plan"
    })
final class QueryCommand implements Callable<Integer> {
  private static final int MOST_ROWS = 50;

  @ParentCommand private Millrace millrace;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR|SQL",
      description =
          "Folders of sweeps, then perhaps a SELECT. The rows of several sweeps have a column"
              + " 'sweep' that says which they are of.")
  private List<String> arguments = new ArrayList<>();

  @Mixin private RowsOutput output;

  @Option(
      names = "--parquet",
      paramLabel = "FILE",
      description = "Write the answer to SQL as Parquet to a file.")
  private @Nullable OutputFile parquet;

  @Option(
      names = "--partition-by",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Make of the FILE of --parquet a new folder, in which each combination of these columns"
              + " has one, such as model=gpt-7.5b/devices=64.")
  private List<String> partitions = new ArrayList<>();

  Millrace millrace() {
    return millrace;
  }

  @Override
  public Integer call() {
    if (parquet == null && !partitions.isEmpty()) {
      throw new InvalidInputException(
          new Issue("--partition-by", "is for --parquet", "name a folder: --parquet DIR"));
    }
    String last = arguments.getLast();
    if (isSql(last)) {
      arguments.removeLast();
      if (arguments.isEmpty()) {
        throw new InvalidInputException(
            new Issue("DIR", "is missing", "name the folder of a sweep before the SQL"));
      }
      try (SweepRows rows = open(files())) {
        answer(rows, last);
      }
    } else {
      if (parquet != null) {
        throw new InvalidInputException(
            new Issue("--parquet", "there is no SQL to answer", "add a SELECT after the folders"));
      }
      try (SweepRows rows = open(files())) {
        overview(rows);
      }
    }
    return ExitStatus.FINE;
  }

  private List<Path> files() {
    return Stream.of(output.files(), RowsOutput.files(parquet)).flatMap(List::stream).toList();
  }

  /** Whatever has several words and is no folder; a single word is taken for a mistyped folder. */
  private static boolean isSql(String argument) {
    return argument.strip().contains(" ") && !isFolder(argument) || argument.strip().contains("\n");
  }

  private static boolean isFolder(String argument) {
    try {
      return Files.isDirectory(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Opens the folders that were named.
   *
   * @param files what will be written, which must not be any of theirs
   */
  SweepRows open(List<Path> files) {
    SweepRows rows = SweepRows.open(arguments.stream().map(QueryCommand::folder).toList());
    for (SweepFolder folder : rows.folders()) {
      Optional<Path> own = files.stream().filter(folder::owns).findFirst();
      if (own.isPresent()) {
        rows.close();
        throw new InvalidInputException(
            new Issue("the output", own.get() + " is part of the sweep", "name a file elsewhere"));
      }
      if (!folder.isComplete()) {
        millrace
            .terminal()
            .err()
            .printf(
                "millrace: %s has %d of %d files; running its sweep again makes the others%n",
                folder.path(), folder.files().size(), folder.chunks());
      }
    }
    return rows;
  }

  private static Path folder(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(new Issue("DIR", "'" + argument + "' is no folder", ""));
    }
  }

  private void overview(SweepRows rows) {
    Overview overview = Overview.of(rows);
    print(OverviewText.of(overview, millrace.terminal().palette()), output.replacesText());
    output.write(overview.answer(), millrace.terminal().out());
  }

  private void answer(SweepRows rows, String sql) {
    RowSource answer = rows.select(sql);
    if (!output.replacesText()) {
      print(table(answer), false);
    }
    output.write(answer, millrace.terminal().out());
    if (parquet != null) {
      writeParquet(rows, sql, parquet);
    }
  }

  private void writeParquet(SweepRows rows, String sql, OutputFile target) {
    Optional<String> kind =
        partitions.isEmpty() ? OutputFile.replaced(target.name()) : Optional.empty();
    if (kind.isPresent()) {
      throw new InvalidInputException(OutputFile.holds("--parquet", target.name(), kind.get()));
    }
    try {
      if (partitions.isEmpty()) {
        rows.writeParquet(sql, Path.of(target.name()));
      } else {
        rows.writePartitions(sql, Path.of(target.name()), partitions);
      }
    } catch (IOException | InvalidPathException e) {
      throw OutputFile.unwritable("--parquet", target.name(), e);
    }
  }

  /** The first rows of an answer. */
  List<String> table(RowSource answer) {
    RowsTable table = new RowsTable(MOST_ROWS);
    answer.sendTo(table);
    return table.lines(millrace.terminal().palette());
  }

  /** Prints lines unless something else is printed. */
  void print(List<String> lines, boolean replaced) {
    if (!replaced) {
      lines.forEach(millrace.terminal().out()::println);
      millrace.terminal().out().flush();
    }
  }
}
