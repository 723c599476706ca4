package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.NearestWord;
import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.launcher.Launcher;
import io.millrace.scenarios.ScenarioRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every question names: a scenario, who runs its plans, how long to search. */
final class AskedScenario {
  private static final long USUAL_WORK = 3_000;

  @Parameters(
      paramLabel = "SCENARIO",
      description = "A file, or an id that 'list scenarios' shows. Its own plan plays no part.")
  private String scenario;

  @Option(
      names = "--launcher",
      paramLabel = "NAME",
      description = "Only plans that it can run, such as megatron-lm.")
  private @Nullable String launcher;

  @Option(
      names = "--work",
      paramLabel = "PLANS",
      description =
          "Cost at most so many plans in each search; ${DEFAULT-VALUE} if not given. The gap says"
              + " what a search may have missed.")
  private long work = USUAL_WORK;

  @Mixin private JsonOption json;

  @Mixin private ParameterFiles parameters;

  /** As it was named. */
  String name() {
    return scenario;
  }

  long work() {
    return work;
  }

  JsonOption json() {
    return json;
  }

  ParameterFiles parameters() {
    return parameters;
  }

  /**
   * What to ask, if nothing is wrong.
   *
   * @param issues of the other options, to be told with those of these
   * @throws InvalidInputException with all issues
   */
  PlanningRequest request(List<Issue> issues) {
    List<Issue> all = new ArrayList<>(issues);
    Optional<Launcher> starter =
        Arrays.stream(Launcher.values()).filter(it -> it.key().equals(launcher)).findFirst();
    if (launcher != null && starter.isEmpty()) {
      List<String> keys = Arrays.stream(Launcher.values()).map(Launcher::key).toList();
      all.add(
          new Issue(
              "--launcher", "'" + launcher + "' is not known", NearestWord.hint(launcher, keys)));
    }
    if (work < 1) {
      all.add(new Issue("--work", "must be at least 1, is " + work, ""));
    }
    Optional<Scenario> question = Optional.empty();
    switch (read()) {
      case Parsed.Valid<Scenario> valid -> question = Optional.of(valid.value());
      case Parsed.Invalid<Scenario> invalid -> all.addAll(invalid.issues());
    }
    if (!all.isEmpty()) {
      throw new InvalidInputException(all);
    }
    PlanningRequest request = PlanningRequest.of(question.orElseThrow());
    return starter.map(request::with).orElse(request);
  }

  private Parsed<Scenario> read() {
    return ScenarioRunner.with(
            (_, _, _) -> {
              throw new IllegalStateException("nothing to simulate");
            })
        .read(scenario);
  }
}
