package io.millrace.scenarios.fit;

import io.millrace.model.input.Document;
import io.millrace.model.input.Parsed;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fitted parameters as a file that {@link io.millrace.model.parameter.ParameterSet#read} reads. It
 * says what made it and nothing of when, so that the same runs give the same file.
 *
 * @param sources the files of the runs; empty for those that ship
 * @param start what the fit started from
 * @param rounds of the fit
 */
public record FittedFile(List<String> sources, FitStart start, int rounds) {

  /** Copies the list. */
  public FittedFile {
    sources = List.copyOf(sources);
  }

  /**
   * The text: a comment, then the parameters that some run tells about.
   *
   * @param runs how many the fit used
   */
  public String text(int runs, List<FittedParameter> parameters) {
    Stream<String> head =
        Stream.of(
            "# Parameters that measured training iterations tell about: the value and the spread",
            "# that is left. All others stay at " + others(),
            "# %d runs: %s".formatted(runs, command()));
    Stream<String> body =
        parameters.stream()
            .filter(FittedParameter::informed)
            .map(it -> it.path() + ": " + it.fitted().text());
    return Stream.concat(head, body).collect(Collectors.joining("\n", "", "\n"));
  }

  /** What a reader of the file gets: rounded, and only those that some run tells about. */
  public List<Parameter> parameters(List<FittedParameter> parameters) {
    if (parameters.stream().noneMatch(FittedParameter::informed)) {
      return List.of();
    }
    Parsed<ParameterSet> read = Document.parse(text(0, parameters), false).then(ParameterSet::read);
    return List.copyOf(read.orThrow().parameters());
  }

  private String others() {
    return switch (start) {
      case SHIPPED -> "what ships.";
      case PRIORS -> "what data sheets, papers and single kernels give.";
    };
  }

  private String command() {
    return Stream.concat(
            Stream.concat(Stream.of("./millrace calibrate training"), sources.stream()),
            Stream.of("--from " + start, "--rounds " + rounds))
        .collect(Collectors.joining(" "));
  }
}
