package io.millrace.scenarios.cli;

import io.millrace.model.input.InvalidInputException;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Parsed;
import io.millrace.model.scenario.Scenario;
import io.millrace.planner.MemoryReserve;
import io.millrace.planner.PlanningRequest;
import io.millrace.planner.launcher.Launcher;
import io.millrace.scenarios.ScenarioRunner;
import io.millrace.simulator.cost.Calibration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What every question names: a scenario, who runs its plans, how long to search. */
final class AskedScenario {
  private static final long USUAL_WORK = 3_000;

  @Parameters(
      paramLabel = "SCENARIO",
      description = "A file, or an id that 'list scenarios' shows. Its own plan plays no part.")
  private String scenario;

  @Mixin private LauncherOption launcher;

  @Option(
      names = "--work",
      paramLabel = "PLANS",
      description =
          "Cost at most so many plans in each search; ${DEFAULT-VALUE} if not given. The gap says"
              + " what a search may have missed.")
  private long work = USUAL_WORK;

  @Mixin private MemoryReserveOption reserve;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description =
          "End each search after that, such as 10s; the gap says what it may have missed.")
  private @Nullable String timeLimit;

  @Mixin private JsonOption json;

  @Mixin private ParameterFiles parameters;

  /** Plans to cost in each search, at most. */
  long work() {
    return work;
  }

  /**
   * What to ask, if nothing is wrong.
   *
   * @param issues of the other options, to be told with those of these
   * @throws InvalidInputException with all issues
   */
  PlanningRequest request(List<Issue> issues) {
    List<Issue> all = new ArrayList<>(issues);
    Optional<Launcher> starter = launcher.launcher(new Choices(all));
    new Amounts(all).atLeastOne("--work", work);
    MemoryReserve free = reserve.reserve(all);
    Optional<Duration> limit = new Amounts(all).timeLimit(timeLimit);
    Parsed<Scenario> read = ScenarioRunner.bundled().read(scenario);
    all.addAll(read.issues());
    if (!all.isEmpty()) {
      throw new InvalidInputException(all);
    }
    PlanningRequest request = PlanningRequest.of(read.orThrow()).with(free);
    request = limit.map(request::withTimeLimit).orElse(request);
    return starter.map(request::with).orElse(request);
  }

  /**
   * Asks, under the user's own parameters.
   *
   * @param terminal which shows that something goes on
   */
  <A> A ask(Terminal terminal, Function<Calibration, A> question) {
    Calibration calibration = parameters.calibration();
    try (ProgressLine _ =
        new ProgressLine(terminal.err(), "asking " + scenario, 0, terminal.showsProgress())) {
      return question.apply(calibration);
    }
  }

  /** Shows an answer, as JSON, as text or as both. */
  void show(JsonNode answer, String text, Terminal terminal) {
    json.show(answer, text, terminal.out());
  }
}
