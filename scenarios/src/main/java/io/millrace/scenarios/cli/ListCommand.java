package io.millrace.scenarios.cli;

import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.scenarios.catalogue.ListedKind;
import io.millrace.scenarios.catalogue.Listing;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code millrace list}: what a scenario can name. */
@Command(name = "list", description = "Lists what a scenario can name.")
final class ListCommand implements Callable<Integer> {
  @ParentCommand private Millrace millrace;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String kind;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILTER",
      description = "Only those of which a name or a cell of the table contains this.")
  private @Nullable String filter;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Optional<ListedKind> known = ListedKind.find(kind);
    if (known.isEmpty()) {
      Issue issue = new Issue("KIND", "nothing is listed as '" + kind + "'", Kinds.hint(kind));
      return millrace.issues().print("the command line", List.of(issue));
    }
    Listing all = known.get().listing();
    Listing listing = filter == null ? all : all.matching(filter);
    if (filter != null && listing.entries().isEmpty()) {
      List<String> names = all.entries().stream().flatMap(Listing.Entry::names).toList();
      Issue issue =
          new Issue(
              "FILTER",
              "none of %d %s has '%s'".formatted(all.entries().size(), kind, filter),
              NearestWord.hint(filter, names));
      return millrace.issues().print("the command line", List.of(issue));
    }
    Terminal terminal = millrace.terminal();
    json.show(listing.json(), listing.text(terminal.palette()), terminal.out());
    return ExitStatus.FINE;
  }

  static final class Kinds implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return ListedKind.keys().iterator();
    }

    private static String hint(String kind) {
      return NearestWord.hint(kind, ListedKind.keys());
    }
  }
}
