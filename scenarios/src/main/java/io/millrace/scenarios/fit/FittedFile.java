package io.millrace.scenarios.fit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fitted parameters as a file that {@link io.millrace.model.parameter.ParameterSet#read} reads. It
 * says what made it and nothing of when, so that the same runs give the same file.
 *
 * @param sources the files of the runs; empty for those that ship
 * @param rounds of the fit
 */
public record FittedFile(List<String> sources, int rounds) {

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
            "# that is left. All others stay at what data sheets, papers and single kernels give.",
            "# %d runs: %s".formatted(runs, command()));
    Stream<String> body =
        parameters.stream()
            .filter(FittedParameter::informed)
            .map(it -> it.path() + ": " + it.fitted().text());
    return Stream.concat(head, body).collect(Collectors.joining("\n", "", "\n"));
  }

  private String command() {
    return Stream.concat(
            Stream.concat(Stream.of("./millrace calibrate training"), sources.stream()),
            Stream.of("--rounds " + rounds))
        .collect(Collectors.joining(" "));
  }
}
