package io.millrace.scenarios.cli;

import io.millrace.model.input.Document;
import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.input.Parsed;
import io.millrace.model.parameter.Parameter;
import io.millrace.model.parameter.ParameterSet;
import io.millrace.simulator.cost.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The user's own parameters, which take the place of those that ship. */
final class ParameterFiles {

  @Option(
      names = "--parameters",
      paramLabel = "FILE",
      description = {
        "Your own parameters, as 'calibrate' writes them, instead of those that ship.",
        "May be given several times; the last file that has a parameter decides."
      })
  private List<Path> files = new ArrayList<>();

  /**
   * The parameters that ship, with the user's in their places.
   *
   * @throws InvalidInputException with the issues of all files
   */
  Calibration calibration() {
    Calibration calibration = Calibration.bundled();
    if (files.isEmpty()) {
      return calibration;
    }
    Set<String> known =
        calibration.parameters().stream().map(Parameter::path).collect(Collectors.toSet());
    List<Issue> issues = new ArrayList<>();
    List<Parameter> own = new ArrayList<>();
    for (Path file : files) {
      switch (Document.read(file).then(ParameterSet::read)) {
        case Parsed.Valid<ParameterSet> valid -> {
          for (Parameter parameter : valid.value().parameters()) {
            own.add(parameter);
            if (!known.contains(parameter.path())) {
              issues.add(
                  new Issue(
                      file + ", " + parameter.path(),
                      "is no parameter",
                      NearestWord.hint(parameter.path(), known)));
            }
          }
        }
        case Parsed.Invalid<ParameterSet> invalid ->
            invalid
                .issues()
                .forEach(
                    it -> issues.add(new Issue(file + ", " + it.path(), it.message(), it.hint())));
      }
    }
    if (!issues.isEmpty()) {
      throw new InvalidInputException(issues);
    }
    return calibration.with(own);
  }
}
